"""The page, the page of the API, and the files that they are made of."""
