import { Beliefs, fitted, gaussian, type Observation } from "@thalweg/policy/beliefs";
import { atLeast, atMost, type Figure } from "../speed/figure.ts";
import { average } from "./chooser.ts";
import { grouped, inOrder, meanOf, mmlu, ORDERS, type Question } from "./recorded.ts";

const LABELS = 1_500;
const SPLITS = ORDERS;

/** How a ranking of questions by what the strong model is worth turns calls to it into quality. */
interface Curve {
  /** The least share of calls that recovers half, and four fifths, of the gap between the two models. */
  readonly half: number;
  readonly most: number;
  /** The share of the gap recovered, averaged over all shares of calls. */
  readonly area: number;
}

const gapOf = ({ scores }: Question): number => (scores.get("strong") as number) - (scores.get("weak") as number);

/** Questions that are worth the same are called in no order: their mean counts. */
export function curveOf(questions: readonly Question[], worth: (question: Question) => number): Curve {
  const groups = grouped(questions, worth);
  const total = questions.reduce((sum, question) => sum + gapOf(question), 0);
  let [called, recovered, area, half, most] = [0, 0, 0, 1, 1];
  for (const value of [...groups.keys()].sort((a, b) => b - a)) {
    const group = groups.get(value) as readonly Question[];
    const each = average(group.map(gapOf)) / total;
    for (const _ of group) {
      called++;
      const before = recovered;
      recovered += each;
      area += (before + recovered) / 2 / questions.length;
      if (half === 1 && recovered >= 0.5) half = called / questions.length;
      if (most === 1 && recovered >= 0.8) most = called / questions.length;
    }
  }
  return { half, most, area };
}

function believed(labels: readonly Question[], gap: Observation): Beliefs {
  const beliefs = new Beliefs({ levels: ["global", "subject"], dimensions: { gap } });
  for (const question of labels) {
    const cursor = { subject: question.context };
    beliefs.observe({ cursor, option: "strong", dimension: "gap", value: gapOf(question) });
  }
  return beliefs;
}

/** The curve of one split, by what labels are believed to say. */
function frozenCurve(questions: readonly Question[], modelOf: (labels: readonly Question[]) => Observation): Curve {
  const labels = questions.slice(0, LABELS);
  const beliefs = believed(labels, modelOf(labels));
  const worth = new Map<string, number>();
  for (const { context } of questions) {
    if (!worth.has(context)) worth.set(context, beliefs.belief({ subject: context }, "strong", "gap").mean);
  }
  return curveOf(questions.slice(LABELS), ({ context }) => worth.get(context) as number);
}

/** How many labels of a subject weigh as much as those of all: one of these is the best in hindsight. */
const SHRINKAGES = [4, 8, 16, 32, 64];

/** What the strong model is worth in each subject, believed from labels of both models, then frozen. */
export function measureFrozen(): readonly Figure[] {
  const questions = mmlu();
  const splits = SPLITS.map((seed) => inOrder(questions, seed));
  // How much subjects differ is learnt from the labels, too.
  const curves = splits.map((split) => frozenCurve(split, (labels) => fitted(believed(labels, gaussian()), "gap")));
  const hindsight = SHRINKAGES.map((labels) =>
    splits.map((split) => frozenCurve(split, () => gaussian({ spread: 1 / Math.sqrt(labels) }))),
  );
  const means = (of: (curve: Curve) => number): readonly number[] => hindsight.map((each) => average(each.map(of)));
  const percent = (of: (curve: Curve) => number) => meanOf(curves.map((curve) => of(curve) * 100));
  const label = "MMLU, weak and strong, 1,500 labels, then frozen";
  return [
    {
      name: "frozen-50",
      label: `${label}: calls that recover 50 % of the gap`,
      unit: "%",
      ...percent(({ half }) => half),
      bar: atMost(29.5),
      note: `with the best shrinkage in hindsight ${(100 * Math.min(...means(({ half }) => half))).toFixed(1)} %; published routers 35.4 %`,
    },
    {
      name: "frozen-80",
      label: `${label}: calls that recover 80 %`,
      unit: "%",
      ...percent(({ most }) => most),
      bar: atMost(61),
      note: `with the best shrinkage in hindsight ${(100 * Math.min(...means(({ most }) => most))).toFixed(1)} %; published routers 70.3 %, a lookup with 11,000 labels 56.8 %`,
    },
    {
      name: "frozen-area",
      label: `${label}: share of the gap, averaged over all shares of calls`,
      unit: "share",
      ...meanOf(curves.map(({ area }) => area)),
      bar: atLeast(0.66),
      note: `with the best shrinkage in hindsight ${Math.max(...means(({ area }) => area)).toFixed(3)}; published routers 0.603`,
    },
  ];
}
