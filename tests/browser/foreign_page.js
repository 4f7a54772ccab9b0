// What a page of any site can send to a server, whoever it belongs to. Each attempt returns whether
// the server did what it was asked; the base URL is the server's.

const TEXT = "text=Hello%20there.";

const loads = (element, good) =>
  new Promise((resolve) => {
    element.addEventListener(good, () => resolve(true));
    element.addEventListener("error", () => resolve(false));
    document.body.append(element);
  });

// Post that as a page may without asking; whatever the answer is, it is kept from the page.
const sent = (url, body) => fetch(url, { method: "POST", mode: "no-cors", body }).catch(() => {});

export const attempts = {
  fetch: async (base) => {
    try {
      return (await fetch(`${base}/v1/status`)).ok;
    } catch {
      return false;
    }
  },

  audio: (base) =>
    loads(Object.assign(new Audio(`${base}/tts?${TEXT}`), { autoplay: true }), "canplay"),

  // From then on the page suppresses its referrer.
  unreferredAudio: (base) => {
    document.head.append(
      Object.assign(document.createElement("meta"), { name: "referrer", content: "no-referrer" }),
    );
    return attempts.audio(base);
  },

  eventSource: (base) =>
    new Promise((resolve) => {
      const source = new EventSource(`${base}/sse?${TEXT}`);
      source.onopen = () => resolve(true);
      source.onerror = () => resolve(false);
    }),

  socket: (base) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${base.replace("http", "ws")}/stream-tokens`);
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    }),

  // These are answered to nobody; the test looks at what the server has done.

  image: async (base) => {
    await loads(Object.assign(new Image(), { src: `${base}/setvoice?voice_name=square` }), "load");
  },

  simplePost: async (base) => {
    const body = new Blob([JSON.stringify({ voice_name: "square" })], { type: "text/plain" });
    await sent(`${base}/setvoice`, body);
  },

  formPost: async (base) => {
    const body = new FormData();
    body.append("file", new File(["A job of a foreign page."], "foreign.txt"));
    await sent(`${base}/v1/jobs`, body);
  },

  submittedForm: async (base) => {
    document.body.innerHTML = `<iframe name="there"></iframe>
      <form action="${base}/setvoice" method="post" target="there">
      <input name="voice_name" value="square"></form>`;
    const answered = new Promise((resolve) => {
      document.querySelector("iframe").addEventListener("load", resolve);
    });
    document.querySelector("form").submit();
    await answered;
  },
};
