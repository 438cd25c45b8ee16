/** What a tree is made of. */
type Node = { id: string; parentId: string | null }

export type SoundTree<One extends Node> = {
  nodes: One[]
  /** How many had to be changed or left out. */
  mended: number
}

/**
 * A tree that everybody can walk: each id once, each parent there, no circle. What has lost its parent becomes a root;
 * of two with one id the first stays.
 */
export function soundTree<One extends Node>(nodes: readonly One[]): SoundTree<One> {
  const byId = new Map<string, One>()
  for (const node of nodes) if (!byId.has(node.id)) byId.set(node.id, node)
  const roots = new Set<string>()
  for (const { id, parentId } of byId.values()) if (parentId !== null && !byId.has(parentId)) roots.add(id)
  breakCircles(byId, roots)
  const sound = [...byId.values()].map((node) => (roots.has(node.id) ? { ...node, parentId: null } : node))
  return { nodes: sound, mended: nodes.length - byId.size + roots.size }
}

/** Walks up from each node; whoever comes upon its own way makes that place a root. Every node is walked once. */
function breakCircles(byId: ReadonlyMap<string, Node>, roots: Set<string>): void {
  const done = new Set<string>()
  for (const start of byId.keys()) {
    const way = new Set<string>()
    let id: string | null = start
    while (id !== null && !done.has(id) && !roots.has(id)) {
      if (way.has(id)) {
        roots.add(id)
        break
      }
      way.add(id)
      id = byId.get(id)?.parentId ?? null
    }
    for (const one of way) done.add(one)
  }
}

/** The end of the path to be shown: the one named where there is such a message, else the newest without a successor. */
export function soundLeaf(nodes: readonly (Node & { createdAt: number })[], leafId: string | null): string | null {
  if (nodes.some(({ id }) => id === leafId)) return leafId
  const parents = new Set(nodes.map(({ parentId }) => parentId))
  let newest: (Node & { createdAt: number }) | undefined
  for (const node of nodes) {
    if (!parents.has(node.id) && (newest === undefined || node.createdAt >= newest.createdAt)) newest = node
  }
  return newest?.id ?? null
}
