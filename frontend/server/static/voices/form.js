// The form of a backend's options, built from what the backend declares of them.
//
// Event: "change" when the reader has changed a value.

const STEPS = 100; // at least so many places of a slider

export class OptionsForm extends EventTarget {
  #form;
  #fields;
  #advanced;
  #options = [];
  #built = "";

  constructor(form) {
    super();
    this.#form = form;
    this.#fields = form.querySelector("#option-fields");
    this.#advanced = form.querySelector("#advanced-options");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("#reset-options").addEventListener("click", () => this.#reset());
  }

  // Show these options, with values by name, or their defaults. The same options stay untouched.
  show(backend, options, values = {}) {
    const built = JSON.stringify([backend, options]);
    if (built === this.#built) return;
    this.#built = built;
    this.#options = options.map((option) => fieldOf(option, () => this.#changed()));
    this.#place();
    this.fill(values);
    this.#form.hidden = !options.length;
  }

  // Put values by name into the fields, defaults into the others.
  fill(values) {
    for (const field of this.#options) field.write(values[field.name] ?? field.default);
    if (this.#options.some((it) => it.advanced && it.read() !== it.default)) this.#advanced.open = true;
  }

  // The values that are not the defaults, by name.
  get values() {
    const changed = this.#options.filter((field) => field.read() !== field.default);
    return Object.fromEntries(changed.map((field) => [field.name, field.read()]));
  }

  // The advanced ones are folded away, unless one of them has been changed.
  #place() {
    const elements = (isAdvanced) => this.#options.filter((it) => it.advanced === isAdvanced).map((it) => it.element);
    const advanced = elements(true);
    this.#fields.replaceChildren(...elements(false));
    this.#advanced.querySelector("#advanced-fields").replaceChildren(...advanced);
    this.#advanced.hidden = !advanced.length;
    this.#advanced.open = false;
  }

  #reset() {
    for (const field of this.#options) field.write(field.default);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

// Return a field: name, default, element, read() and write(value).
function fieldOf(option, changed) {
  const id = `option-${option.name}`;
  const control = controlOf(option, id);
  const element = node("div", { className: "field" });
  element.append(...labelled(option, id, control));
  if (option.description) element.append(hintOf(option, control));
  element.addEventListener("input", changed);
  const { read, write } = control;
  return { name: option.name, default: option.default, advanced: Boolean(option.advanced), element, read, write };
}

// A checkbox stands in its label, all else behind it.
function labelled(option, id, control) {
  const label = node("label", { htmlFor: id });
  const isCheck = typeof option.default === "boolean";
  if (isCheck) label.className = "check";
  label.append(...(isCheck ? control.inputs : []), titleOf(option.name));
  return isCheck ? [label] : [label, control.element];
}

function hintOf(option, control) {
  const id = `option-${option.name}-hint`;
  for (const input of control.inputs) input.setAttribute("aria-describedby", id);
  return node("p", { id, className: "muted small", textContent: option.description });
}

function controlOf(option, id) {
  if (typeof option.default === "boolean") return checkbox(id);
  if (option.choices.length) return select(option, id);
  if (typeof option.default === "string") return textInput(id);
  if (option.own) return ownByDefault(option, id);
  const bounded = option.minimum !== null && option.maximum !== null;
  return bounded ? slider(option, id) : number(option, id);
}

// A slider, and a box for what each voice has of its own; that is what the default stands for.
function ownByDefault(option, id) {
  const box = node("input", { type: "checkbox" });
  const label = node("label", { className: "check" });
  label.append(box, "The voice’s own");
  const { element: place, inputs, read, write } = slider({ ...option, minimum: 0, default: 0 }, id);
  const show = () => (place.hidden = box.checked);
  box.addEventListener("change", show);
  const element = node("div", { className: "fields" });
  element.append(label, place);
  return {
    element,
    inputs: [box, ...inputs],
    read: () => (box.checked ? option.default : read()),
    write(value) {
      box.checked = value < 0;
      write(Math.max(0, value));
      show();
    },
  };
}

// A control of one input whose value is that property.
function plain(input, property) {
  const write = (value) => (input[property] = value);
  return { element: input, inputs: [input], read: () => input[property], write };
}

function checkbox(id) {
  const input = node("input", { id, type: "checkbox" });
  return plain(input, "checked");
}

function select(option, id) {
  const input = node("select", { id });
  input.append(...option.choices.map((choice) => new Option(choice || "–", choice)));
  return plain(input, "value");
}

function textInput(id) {
  const input = node("input", { id, type: "text" });
  return plain(input, "value");
}

// What is out of bounds is sent as it is: the server's sentence says what is allowed.
function number(option, id) {
  const { minimum, maximum } = option;
  const input = node("input", { id, type: "number", step: isWhole(option) ? 1 : "any", min: minimum ?? "", max: maximum ?? "" });
  const mark = () => input.setAttribute("aria-invalid", !input.validity.valid);
  input.addEventListener("input", mark);
  return {
    element: input,
    inputs: [input],
    read: () => (input.value === "" ? option.default : input.valueAsNumber),
    write(value) {
      input.value = value;
      mark();
    },
  };
}

function slider(option, id) {
  const typed = number(option, id);
  const [input] = typed.inputs;
  const range = node("input", { type: "range", min: option.minimum, max: option.maximum, step: stepOf(option) });
  range.setAttribute("aria-label", `${titleOf(option.name)}, slider`);
  range.addEventListener("input", () => typed.write(range.value));
  input.addEventListener("input", () => (range.value = typed.read()));
  const element = node("div", { className: "ranged" });
  element.append(range, input);
  const write = (value) => typed.write((range.value = value));
  return { element, inputs: [range, input], read: typed.read, write };
}

// JSON tells 1 from 1.0, but JavaScript does not: whole bounds that are too far apart for a share or
// a speed are taken for those of a whole number. Any number can be typed all the same.
function isWhole({ default: value, minimum, maximum }) {
  const bounds = [value, minimum ?? 0, maximum ?? Infinity];
  const whole = bounds.every((bound) => Number.isInteger(bound) || bound === Infinity);
  return whole && bounds[2] - bounds[1] > 20;
}

// 1, 2 or 5 times a power of ten, so that a slider has at least STEPS places and one is the default.
function stepOf(option) {
  if (isWhole(option)) return 1;
  const finest = (option.maximum - option.minimum) / STEPS;
  const power = 10 ** Math.floor(Math.log10(finest));
  const steps = [5, 2, 1].map((factor) => Number((factor * power).toPrecision(1)));
  return steps.find((step) => step <= finest && isMultiple(option.default - option.minimum, step)) ?? "any";
}

function isMultiple(value, step) {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-6;
}

function titleOf(name) {
  const words = name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

function node(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
