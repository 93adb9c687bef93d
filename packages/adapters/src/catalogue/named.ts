import { calcPrice, findProvider, type MatchLogic } from "@pydantic/genai-prices";

/** What a provider ends a model's name with to say which release it is, without its being another model. */
const RELEASE = /-(\d{8}|\d{4}-\d{2}-\d{2}|latest|0)$/;

/** A model's name without its release: `claude-opus-4-1-20250805`, `claude-opus-4-1`. */
export const unreleased = (model: string): string => model.replace(RELEASE, "");

/**
 * Whether the catalogue of prices has a model of this name: its own, one that it lists, or one of these with a release.
 * The catalogue itself is content with a beginning, by which any name that begins so would have a price.
 */
export function isNamed(provider: string, model: string): boolean {
  const found = calcPrice({}, model, { providerId: provider });
  if (found === null) return false;
  const asked = model.toLowerCase();
  const names = [{ equals: found.model.id }, found.model.match].flatMap(namesOf).map((name) => name.toLowerCase());
  return names.includes(asked) || names.includes(unreleased(asked)) || isReleaseOf(found.model.match, asked);
}

/** The names of a provider's models in the catalogue of prices, whether or not it finds them by these. */
export const pricedNames = (provider: string): readonly string[] =>
  findProvider({ providerId: provider })?.models.map(({ id }) => id) ?? [];

function namesOf(match: MatchLogic): readonly string[] {
  if ("or" in match) return match.or.flatMap(namesOf);
  if ("equals" in match) return [match.equals];
  return "starts_with" in match ? [match.starts_with] : [];
}

/** Whether the catalogue says itself which releases there are, by a pattern of the whole name. */
function isReleaseOf(match: MatchLogic, model: string): boolean {
  if ("or" in match) return match.or.some((one) => isReleaseOf(one, model));
  return "regex" in match && /^\^.*\$$/.test(match.regex) && new RegExp(match.regex).test(model);
}
