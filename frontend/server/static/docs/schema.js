// JSON schemas as lists of fields: what each is called, takes, and means.

import { element, prose } from "../common/dom.js";

const REFERENCE = "#/components/schemas/";
const EMPTY = [undefined, "null", '""', "{}", "[]"];
const NAMES = { integer: "whole number", boolean: "true or false", string: "text", object: "object" };

export class Schemas {
  /** `answered` is that the server writes the fields, and so leaves none to a default. */
  constructor(components, { answered }) {
    this.components = components;
    this.answered = answered;
  }

  /** Show what a body holds: its fields if it has some, else what it is. */
  describe(schema, above = []) {
    const name = schema.$ref;
    if (name && above.includes(name)) return null;
    const within = name ? [...above, name] : above;
    const resolved = this.resolve(schema);
    const variants = resolved.oneOf ?? (above.length ? null : resolved.anyOf);
    if (variants) return variants.map((one) => this.variant(one, within));
    const fields = Object.entries(resolved.properties ?? {});
    if (fields.length) {
      const required = resolved.required ?? [];
      return this.fields(fields.map(([field, of]) => ({ name: field, schema: of, required: required.includes(field) })), within);
    }
    if (above.length) return null;
    return element("p", {}, this.type(resolved));
  }

  /** Show one of several objects with what it is for; of an event, what its data holds. */
  variant(schema, above) {
    const data = schema.properties?.data?.contentSchema ?? schema;
    const name = schema.properties?.event?.const;
    return element("div", { className: "variant" }, [
      name && element("p", {}, ["event: ", element("code", {}, name)]),
      prose(this.resolve(data).description),
      this.describe(data, above),
    ]);
  }

  /** Make a list of fields, each {name, schema, required}; what must be sent comes first. */
  fields(fields, above = []) {
    const ordered = this.answered ? fields : fields.toSorted((one, other) => other.required - one.required);
    return element("dl", { className: "fields" }, ordered.map(({ name, schema, required }) => {
      const nested = this.nested(schema);
      return [
        element("dt", {}, element("code", {}, name)),
        element("dd", {}, [
          element("p", { className: "muted small" }, [
            this.mark(schema, required),
            [this.type(schema), ...this.limits(schema)].join("; "),
          ]),
          prose(schema.description ?? (nested && this.resolve(nested).description)),
          nested && this.describe(nested, above),
        ]),
      ];
    }));
  }

  resolve(schema) {
    if (!schema.$ref) return schema;
    const { $ref, ...own } = schema;
    return { ...this.components[$ref.slice(REFERENCE.length)], ...own };
  }

  /** Find the objects in a field: itself, its items, its values, or what its text holds. */
  nested(schema) {
    if (schema.$ref) return schema;
    const inside = schema.items || schema.additionalProperties || schema.contentSchema;
    if (inside) return this.nested(inside);
    return (schema.anyOf ?? []).find((one) => this.nested(one)) ?? null;
  }

  /** A field with a default is always there in an answer, and never needed in a request. */
  mark(schema, required) {
    if (!this.answered) return required ? element("span", { className: "required" }, "required ") : null;
    return required || "default" in schema ? null : "not always there; ";
  }

  /** Say in words what a value is. */
  type(schema) {
    const resolved = this.resolve(schema);
    if ("const" in resolved) return JSON.stringify(resolved.const);
    if (resolved.enum) return resolved.enum.map((value) => JSON.stringify(value)).join(" or ");
    if (resolved.anyOf) return this.choices(resolved).map((one) => this.type(one)).join(" or ");
    if (resolved.contentSchema) return "JSON in one line";
    if (resolved.contentEncoding) return resolved.contentEncoding;
    if (resolved.contentMediaType) return "file";
    if (resolved.prefixItems) return `[${resolved.prefixItems.map((item) => this.type(item)).join(", ")}]`;
    if (resolved.type === "array") return resolved.items ? `list of ${this.type(resolved.items)}` : "list";
    if (resolved.additionalProperties?.type) return `object of ${this.type(resolved.additionalProperties)}`;
    return NAMES[resolved.type] ?? resolved.type ?? "any value";
  }

  /** Null says the same as leaving a field out, where that is the default. */
  choices({ anyOf, default: otherwise }) {
    return anyOf.filter((one) => otherwise !== null || one.type !== "null");
  }

  limits(schema) {
    const { minimum, maximum, minLength, maxLength, pattern } = schema;
    return [
      minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : null,
      minimum !== undefined && maximum === undefined ? `at least ${minimum}` : null,
      minimum === undefined && maximum !== undefined ? `at most ${maximum}` : null,
      minLength ? `at least ${minLength} characters` : null,
      maxLength ? `at most ${maxLength} characters` : null,
      pattern ? `matches ${pattern}` : null,
      this.answered || EMPTY.includes(JSON.stringify(schema.default)) ? null : `by default ${JSON.stringify(schema.default)}`,
      schema.examples ? `such as ${schema.examples.map((example) => JSON.stringify(example)).join(", ")}` : null,
    ].filter(Boolean);
  }
}
