"""What models speak and a recogniser is to understand."""

SENTENCES = (
    "The weather is lovely today, so we are going for a walk in the park.",
    "Please remember to bring your umbrella when you leave the house.",
    "She opened the window and listened to the birds in the garden.",
    "He asked me whether the train would arrive on time this morning.",
    "The children played football until it was too dark to see the ball.",
    "I would like a cup of coffee with milk and a little sugar.",
    "We watched the ships sail slowly out of the harbour at sunset.",
    "Nobody knew the answer to the question that the teacher asked.",
    "My brother bought a new guitar and practises every single evening.",
    "The museum is closed on Monday, but it opens early on Saturday.",
)
