import type { Explanation } from "@thalweg/core";
import { contents, exact, index, pick } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, same } from "../assert.ts";
import { numberOf } from "../binary64.ts";
import { candidates, effective, pathOf } from "../by-hand.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import { inNameOrder } from "../order.ts";
import { rootOf, tensorOf } from "../tensor.ts";

const full = { maxCells: 40 };
/** Laws of section 7. */
export const explaining: readonly Law[] = [
  forAll(
    "7.1",
    "an explanation lists the queue, each place, score and term, and the cells that they came from",
    contents(full),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const { queue, gated } = tensor.explain(cursor);
        const listed = queue.map(({ option, score }) => ({ option, score: numberOf(score) }));
        same(listed, tensor.rank(cursor), "the explained queue");
        same(
          queue.map(({ place }) => place),
          queue.map((_, at) => at + 1),
          "places",
        );
        for (const { option, terms } of queue) {
          const wanted = inNameOrder(drawn.dimensions).flatMap((dimension) => {
            const { value, weight, valueFrom, weightFrom = null } = effective(drawn, cursor, option, dimension);
            return value === undefined ? [] : [{ dimension, value, weight, valueFrom, weightFrom }];
          });
          same(
            terms.map(({ product: _product, ...term }) => term),
            wanted,
            `the terms of ${JSON.stringify(option)}`,
          );
        }
        const options = [...queue, ...gated].map(({ option }) => option);
        same(inNameOrder(options), inNameOrder(candidates(drawn, cursor)), "the options explained");
      }
    },
  ),

  forAll(
    "7.1",
    "an explanation lists every gate that closed an option, and its cell",
    contents(full),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const wanted = inNameOrder(candidates(drawn, cursor)).flatMap((option) => {
          const gates = inNameOrder(drawn.dimensions).flatMap((dimension) => {
            const { value, valueFrom } = effective(drawn, cursor, option, dimension);
            return value === Number.POSITIVE_INFINITY ? [{ dimension, from: valueFrom }] : [];
          });
          return gates.length === 0 ? [] : [{ option, gates }];
        });
        same(tensor.explain(cursor).gated, wanted, "the gated options");
      }
    },
  ),

  forAll(
    "7.1",
    "what restricts the queue restricts its explanation",
    fc.tuple(contents(full), fc.array(index), fc.nat(4)),
    (subject, [drawn, picks, limit]) => {
      const tensor = tensorOf(subject, drawn);
      const among = picks.map((at) => pick([...drawn.options, "nobody"], at));
      for (const cursor of drawn.cursors) {
        const whole = tensor.explain(cursor);
        const some = tensor.explain(cursor, { among });
        const head = tensor.explain(cursor, { among, limit });
        same(queueOf(some), tensor.rank(cursor, { among }), "the explained queue among some");
        same(queueOf(head), tensor.rank(cursor, { among, limit }), "the explained head of it");
        same(
          some.gated,
          whole.gated.filter(({ option }) => among.includes(option)),
          "the gated among some",
        );
        for (const { option, terms } of some.queue)
          same(terms, whole.queue.find((other) => other.option === option)?.terms, "the terms, unrestricted");
        same(
          [some.fingerprint, head.fingerprint],
          [whole.fingerprint, whole.fingerprint],
          "fingerprints of the same cells",
        );
      }
    },
  ),

  forAll(
    "7.2",
    "the terms of an option, added in order, give its score bit for bit",
    contents(full),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors)
        for (const { option, score, terms } of tensor.explain(cursor).queue) {
          let sum = 0;
          for (const { value, weight, product } of terms) {
            // JSON has no −0; added to a score, which never is −0, both zeros come to the same.
            same(numberOf(product), value * weight + 0, "a product");
            sum += numberOf(product);
          }
          same(numberOf(score), sum, `the score of ${JSON.stringify(option)}`);
        }
    },
  ),

  forAll(
    "7.4",
    "an explanation is plain data: it survives JSON, and later writes",
    contents(full),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      for (const cursor of drawn.cursors) {
        const explanation = tensor.explain(cursor);
        const text = JSON.stringify(explanation);
        same(JSON.parse(text), explanation, "the explanation after JSON");
        holds(/^[0-9a-f]{16}$/.test(explanation.fingerprint), `the fingerprint ${explanation.fingerprint}`);
        for (const [level, instance] of Object.entries(cursor))
          if (instance) same(explanation.cursor[level], instance, "the cursor");
        for (const option of drawn.options) rootOf(tensor).setValue(drawn.levels[0] ?? "", "", option, "k", 1);
        same(JSON.stringify(explanation), text, "the explanation after later writes");
      }
    },
  ),

  forAll(
    "7.4",
    "replaying the same cells, in any order, gives the same explanation and fingerprint",
    contents(full),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      const stored = [...tensor.cells()];
      const backwards = tensorOf(subject, { ...drawn, cells: stored.reverse() });
      for (const cursor of drawn.cursors)
        same(backwards.explain(cursor), tensor.explain(cursor), "the replayed explanation");
    },
  ),

  forAll(
    "7.4",
    "a changed cell on the path shows in the fingerprint; one off the path shows nowhere",
    fc.tuple(contents({ ...full, value: exact, weight: exact }), index),
    (subject, [drawn, at]) => {
      for (const cursor of drawn.cursors) {
        const tensor = tensorOf(subject, drawn);
        const before = tensor.explain(cursor);
        const path = pathOf(drawn.levels, cursor);
        const on = drawn.cells.filter((cell) =>
          path.some(([level, instance]) => cell.level === level && cell.instance === instance),
        );
        const off = drawn.cells.filter((cell) => !on.includes(cell));
        for (const { level, instance, option, dimension } of off)
          rootOf(tensor).setValue(level, instance, option, dimension, 1234);
        same(tensor.explain(cursor), before, "the explanation after changes off the path");
        if (on.length === 0) continue;
        const { level, instance, option, dimension, value, weight } = pick(on, at);
        const root = rootOf(tensor);
        const fingerprints = new Set([before.fingerprint]);
        if (value === undefined) root.setOptionWeight(level, instance, option, dimension, (weight ?? 0) + 1);
        else root.setValue(level, instance, option, dimension, value + 1);
        fingerprints.add(tensor.explain(cursor).fingerprint);
        if (value === undefined) root.unsetOptionWeight(level, instance, option, dimension);
        else root.unsetValue(level, instance, option, dimension);
        fingerprints.add(tensor.explain(cursor).fingerprint);
        // The same number in the other layer is another cell.
        if (value === undefined) root.setValue(level, instance, option, dimension, (weight ?? 0) + 1);
        else if (weight === undefined) root.setOptionWeight(level, instance, option, dimension, value + 1);
        else root.setValue(level, instance, option, dimension, value + 2);
        fingerprints.add(tensor.explain(cursor).fingerprint);
        same(fingerprints.size, 4, "the number of distinct fingerprints of four distinct contents");
      }
    },
  ),

  forAll("7.4", "every explanation can be formatted, and names whom it explains", contents(full), (subject, drawn) => {
    const plain = {
      ...drawn,
      cells: drawn.cells.map((cell) => ({
        ...cell,
        option: cell.option && `option${drawn.options.indexOf(cell.option)}`,
      })),
    };
    for (const cursor of drawn.cursors) {
      same(
        typeof subject.formatExplanation(tensorOf(subject, drawn).explain(cursor)),
        "string",
        "the kind of a formatted explanation",
      );
      const explanation = tensorOf(subject, plain).explain(cursor);
      const table = subject.formatExplanation(explanation);
      for (const { option } of [...explanation.queue, ...explanation.gated])
        holds(table.includes(option), () => `${option} is not in\n${table}`);
    }
  }),
];

function queueOf({ queue }: Explanation): unknown {
  return queue.map(({ option, score }) => ({ option, score: numberOf(score) }));
}
