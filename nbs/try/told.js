// What is told to the visitor in one sentence, and which network a file is for.

export class Told extends Error {}

const listed = names => names.length < 2 ? `${names}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

// The chosen network where it fits, else the only one that does; a sentence where there are several or none.
export function fitting(clip, chosen, page) {
  if (clip.layouts.includes(chosen.layout)) return chosen
  const fit = page.networks.filter(n => clip.layouts.includes(n.layout))
  if (fit.length === 1) return fit[0]
  const V = clip.shape[2], holds = `${clip.name} holds ${V} joints`
  const has = `${listed(clip.layouts)} ${clip.layouts.length > 1 ? 'have' : 'has'}`
  if (fit.length > 1) {
    const names = fit.map(n => n.name).join(' or ')
    throw new Told(`${holds}, as ${has}, and an array does not say which: choose ${names} as the network, then drop ` +
      'it again.')
  }
  const [near] = [...page.networks].sort((a, b) => Math.abs(a.joints - V) - Math.abs(b.joints - V))
  const what = clip.layouts.length ? `, as ${has}` : ', as no layout of the package has'
  throw new Told(`${holds}${what}: no network here was trained on these; the nearest is ${near.name} ` +
    `(${near.layout}, ${near.joints} joints).`)
}
