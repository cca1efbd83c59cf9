// Draws the skeleton and the bars.

// Where a clip fits: the middle of all its joints, and how far they reach. Joints at (0, 0, 0) were not found.
export function fitView(clip) {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i < clip.joints.length; i += 3) {
    const joint = clip.joints.subarray(i, i + 3)
    if (!joint.some(x => x !== 0)) continue
    joint.forEach((x, c) => { low[c] = Math.min(low[c], x); high[c] = Math.max(high[c], x) })
  }
  if (low[0] === Infinity) return null
  const middle = low.map((x, c) => (x + high[c])/2)
  return { middle, wide: Math.hypot(high[0] - low[0], high[2] - low[2])/2, tall: (high[1] - low[1])/2 }
}

// The canvas at the resolution of the screen; its context, and a function from a joint to a place on it.
function prepare(canvas, view, turn) {
  const sharp = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight
  canvas.width = width*sharp
  canvas.height = height*sharp
  const context = canvas.getContext('2d')
  context.scale(sharp, sharp)
  if (!view) return { context }
  const scale = .92*Math.min(width/2/(view.wide || 1), height/2/(view.tall || 1))
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const place = ([x, y, z]) => [
    width/2 + scale*(cos*(x - view.middle[0]) + sin*(z - view.middle[2])),
    height/2 - scale*(y - view.middle[1])]                                    // y grows upward
  return { context, place }
}

export function drawFrame(canvas, clip, frame, network, view, turn) {
  const { context, place } = prepare(canvas, view, turn)
  if (!clip || !place) return
  const [M, T, V] = clip.shape
  for (let m = 0; m < M; m++) {
    const start = (m*T + frame)*V*3
    drawBody(context, place, clip.joints.subarray(start, start + V*3), network, m)
  }
}

function drawBody(context, place, joints, network, body) {
  const joint = v => joints.subarray(3*v, 3*v + 3), found = v => joint(v).some(x => x !== 0)
  context.lineWidth = 5
  context.lineCap = 'round'
  context.globalAlpha = body ? .55 : 1                       // the second body is paler
  for (const [a, b] of network.bones) {
    if (!found(a) || !found(b)) continue
    context.strokeStyle = network.colors[a]
    context.beginPath()
    context.moveTo(...place(joint(a)))
    context.lineTo(...place(joint(b)))
    context.stroke()
  }
}

// A bar for each class, always in the same order; the leading one is marked. `p` is null where there is no answer yet.
export function showBars(list, classes, p) {
  if (list.children.length !== classes.length || list.dataset.of !== classes.join()) makeBars(list, classes)
  const best = p ? p.indexOf(Math.max(...p)) : -1
  list.dataset.leads = p ? classes[best] : ''
  Array.from(list.children).forEach((row, k) => {
    row.classList.toggle('leads', k === best)
    row.querySelector('.bar').style.width = `${p ? 100*p[k] : 0}%`
    row.querySelector('.percent').textContent = p ? `${Math.round(100*p[k])} %` : '–'
  })
}

function makeBars(list, classes) {
  list.dataset.of = classes.join()
  const span = className => Object.assign(document.createElement('span'), { className })
  list.replaceChildren(...classes.map(name => {
    const row = document.createElement('li')
    row.append(span('name'), span('track'), span('percent'))
    row.querySelector('.name').textContent = name
    row.querySelector('.track').append(span('bar'))
    return row
  }))
}
