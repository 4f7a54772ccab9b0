// A sentence in each language, to hear a voice by.

const SENTENCES = {
  ar: "مرحبا، هكذا يبدو صوتي.",
  cs: "Dobrý den, takhle zní můj hlas.",
  da: "Goddag, sådan lyder min stemme.",
  de: "Guten Tag, so klingt meine Stimme.",
  el: "Γεια σας, έτσι ακούγεται η φωνή μου.",
  en: "Hello, this is how my voice sounds.",
  es: "Hola, así suena mi voz.",
  fi: "Hei, tältä ääneni kuulostaa.",
  fr: "Bonjour, voici comment sonne ma voix.",
  he: "שלום, כך נשמע הקול שלי.",
  hi: "नमस्ते, मेरी आवाज़ ऐसी है।",
  hu: "Jó napot, így szól a hangom.",
  it: "Buongiorno, ecco come suona la mia voce.",
  ja: "こんにちは、これが私の声です。",
  ko: "안녕하세요, 제 목소리는 이렇습니다.",
  ms: "Helo, beginilah bunyi suara saya.",
  nl: "Goedendag, zo klinkt mijn stem.",
  no: "God dag, slik høres stemmen min ut.",
  pl: "Dzień dobry, tak brzmi mój głos.",
  pt: "Olá, é assim que soa a minha voz.",
  ru: "Здравствуйте, так звучит мой голос.",
  sv: "God dag, så här låter min röst.",
  sw: "Habari, hivi ndivyo sauti yangu inavyosikika.",
  tr: "Merhaba, sesim böyle geliyor.",
  uk: "Добрий день, так звучить мій голос.",
  vi: "Xin chào, giọng của tôi nghe như thế này.",
  zh: "你好，这就是我的声音。",
};

export function sampleSentence(tag) {
  return SENTENCES[tag.split("-")[0].toLowerCase()] ?? SENTENCES.en;
}
