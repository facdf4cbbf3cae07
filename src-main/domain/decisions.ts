/** The decision on a project, from those on its dossiers. */

/**
 * The worst of the decisions taken (cri.md §1.3: the project bears the worst one of its dossiers).
 * @param decisions codes; null where no decision was taken yet
 * @param ranks rank of each code in reference data, higher is worse
 * @returns null when no decision was taken
 * @throws RangeError on a code that the reference data does not know
 */
export function worstDecision(
  decisions: readonly (string | null)[],
  ranks: ReadonlyMap<string, number>,
): string | null {
  let worst: string | null = null;
  let worstRank = -Infinity;
  for (const decision of decisions) {
    if (decision === null) continue;
    const rank = ranks.get(decision);
    if (rank === undefined) throw new RangeError(`Unknown decision: ${decision}`);
    // Equal ranks are settled by the code, so that the order of the dossiers does not matter.
    if (rank > worstRank || (rank === worstRank && worst !== null && decision < worst)) {
      worst = decision;
      worstRank = rank;
    }
  }
  return worst;
}
