// The page "Try it": what a visitor chooses, and what is shown for it.
//
// network.js asks the network, files.js reads what is dropped, draw.js draws, camera.js is loaded only when the camera
// is switched on. All numbers about networks and clips stand in page.json, which `python -m last_nb.dev.try_it` writes.
import { answer, openNetwork } from './network.js'
import { readFile } from './files.js'
import { drawFrame, fitView, showBars } from './draw.js'
import { Told, fitting } from './told.js'

const HERE = import.meta.url
const get = id => document.getElementById(`try-${id}`)
const percent = p => `${(100*p).toFixed(p < .0995 || p > .995 ? 1 : 0)} %`

const state = {
  page: null,       // what page.json holds
  network: null,    // one of page.networks
  clip: null,       // { name, joints: Float32Array, shape: [M, T, V, 3], layouts, truth }
  frame: 0,
  playing: false,
  view: null,       // how the clip fits the canvas
  turn: 0,          // radians about the vertical, by dragging
  shown: {},        // another object whenever another clip is shown, so that late answers know that they are late
  camera: null,     // a function that switches it off
}

// --- one sentence at a time ---------------------------------------------------------------------------------------

function say(text, wrong = false) {
  get('say').textContent = text
  get('say').classList.toggle('wrong', wrong)
}

// What is wrong with a file or a camera is told in its own sentence; anything else is a fault of this page.
function complain(error) {
  if (!(error instanceof Told)) console.error(error)
  const text = error instanceof Told ? error.message : `This page failed (${error.message}): reload it.`
  say(text, true)
}

// Handlers run one after the other, so that two quick clicks cannot mix their clips.
let queue = Promise.resolve()
function inTurn(handler) {
  return (...args) => { queue = queue.then(() => handler(...args)).catch(complain); return queue }
}

// --- networks -----------------------------------------------------------------------------------------------------

function describe(network) {
  const measured = network.top1 === null ? '' : `; ${percent(network.top1)} of ${network.clips} test clips right`
  return `${network.params.toLocaleString('en')} parameters, ${network.classes.length} classes, trained on ` +
    `${network.trained}${measured}. Wants ${network.joints} joints (${network.layout}).`
}

function chooseNetwork(network) {
  if (state.network === network) return
  state.network = network
  get('network').value = network.name
  get('about').textContent = describe(network)
  get('card').href = new URL(network.card, HERE).href
  showBars(get('bars'), network.classes, null)
}

function fillNetworks() {
  for (const network of state.page.networks) get('network').add(new Option(network.title, network.name))
  get('network').addEventListener('change', inTurn(networkChanged))
  chooseNetwork(state.page.networks[0])
}

async function networkChanged() {
  chooseNetwork(state.page.networks.find(n => n.name === get('network').value))
  if (state.camera) return say('The camera goes on with the network that it was switched on with: switch it off first.')
  if (state.clip?.layouts.includes(state.network.layout)) return show(state.clip)
  forget()
  say(`Drop a file of ${state.network.joints} joints (${state.network.layout}), or switch on the camera.`)
}

// --- clips --------------------------------------------------------------------------------------------------------

function fillClips() {
  for (const clip of state.page.clips) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = clip.title
    button.dataset.clip = clip.title
    button.addEventListener('click', inTurn(() => chooseClip(clip)))
    get('clips').append(button)
  }
}

async function chooseClip(entry) {
  const response = await fetch(new URL(entry.file, HERE))
  if (!response.ok) throw new Told(`${entry.file} is missing on this server: build the page again.`)
  const file = new File([await response.blob()], entry.file)
  const clip = await readFile(file, state.page.layouts)
  chooseNetwork(state.page.networks.find(n => n.name === entry.network))
  await show({ ...clip, name: entry.title, truth: entry.truth, layouts: [state.network.layout] })
}

async function takeFile(file) {
  if (!file) return
  const clip = await readFile(file, state.page.layouts)
  const network = fitting(clip, state.network, state.page)
  const changed = network !== state.network
  chooseNetwork(network)
  await show(clip)
  if (changed) say(`${clip.name} holds ${clip.shape[2]} joints (${network.layout}), so ${network.name} answers.`)
}

// --- showing a clip -----------------------------------------------------------------------------------------------

function forget() {
  Object.assign(state, { shown: {}, clip: null, view: null, playing: false, frame: 0 })
  get('whole').textContent = ''
  get('time').textContent = ''
  for (const id of ['play', 'frame']) get(id).disabled = true
  showBars(get('bars'), state.network.classes, null)
  paint()
}

async function show(clip) {
  state.camera?.()
  forget()
  for (const button of get('clips').children) button.classList.toggle('chosen', button.dataset.clip === clip.name)
  say(state.network.session ? '' : `Loading the network (once, ${state.page.megabytes} MB) …`)
  await openNetwork(state.network)
  say('')
  Object.assign(state, { clip, view: fitView(clip), turn: 0 })
  get('frame').max = clip.shape[1] - 1
  for (const id of ['play', 'frame']) get(id).disabled = false
  await tellWhole(clip)
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  moveTo(still ? clip.shape[1] - 1 : 0)
  if (!still) play()
}

// A recording four times as long as the clips of the training holds several actions: it has no answer as a whole.
async function tellWhole(clip) {
  const T = clip.shape[1]
  if (T > 4*state.network.window) {
    get('whole').textContent = `${T} frames: read the answers window by window, as it plays.`
    return
  }
  const p = await answer(state.network, clip, 0, T)
  const best = p.indexOf(Math.max(...p)), name = state.network.classes[best]
  const truth = clip.truth === undefined ? '' : clip.truth === name ? ' – right.' : ` – wrong, it is ${clip.truth}.`
  get('whole').textContent = `The whole clip: ${name}, ${percent(p[best])}${truth}`
  get('whole').dataset.answer = name
}

// --- frames -------------------------------------------------------------------------------------------------------

function paint() {
  drawFrame(get('skeleton'), state.clip, state.frame, state.network, state.view, state.turn)
}

function moveTo(frame) {
  state.frame = frame
  get('frame').value = frame
  get('time').textContent = `frame ${frame + 1} of ${state.clip.shape[1]}`
  paint()
  answerHere().catch(complain)
}

// The window that ends at this frame. Too few frames say nothing, unless the clip has no more of them. What the camera
// gives is a window already.
function windowAt(frame) {
  const { window } = state.network, T = state.clip.shape[1], end = frame + 1
  if (state.clip.live) return [0, T]
  return end < Math.min(Math.ceil(window/2), T) ? null : [Math.max(0, end - window), end]
}

// One question at a time: while the network thinks the clip plays on, and the next question is about the newest frame.
async function answerHere() {
  const { clip, frame, network, shown } = state, part = windowAt(frame)
  if (!part) return showBars(get('bars'), network.classes, null)
  if (state.busy) return
  state.busy = true
  let p
  try { p = await answer(network, clip, ...part) } finally { state.busy = false }
  if (shown !== state.shown) return state.clip && answerHere()
  showBars(get('bars'), network.classes, p)
  if (frame !== state.frame && !clip.live) answerHere().catch(complain)
}

function play() {
  const { clip, network, shown } = state, last = clip.shape[1] - 1
  const from = state.frame >= last ? 0 : state.frame, began = performance.now()
  state.playing = true
  get('play').textContent = 'Pause'
  const step = now => {
    if (!state.playing || shown !== state.shown) return
    const frame = Math.min(last, from + Math.floor(Math.max(0, now - began)/1000*network.fps))
    if (frame !== state.frame) moveTo(frame)
    if (frame < last) requestAnimationFrame(step); else pause()
  }
  requestAnimationFrame(step)
}

function pause() {
  state.playing = false
  get('play').textContent = 'Play'
}

// --- the camera ---------------------------------------------------------------------------------------------------

async function switchCamera() {
  if (state.camera) return state.camera()
  const { openCamera } = await import('./camera.js')
  say('Loading MediaPipe and the network …')
  forget()
  const onFail = error => { state.camera?.(); complain(error) }
  const stop = await openCamera({ network: state.network, page: state.page, video: get('video'), onFrame, onFail })
  state.camera = () => {
    stop()
    state.camera = null
    get('camera').textContent = 'Switch on the camera'
    say('')
    forget()
  }
  get('camera').textContent = 'Switch the camera off'
  await openNetwork(state.network)
  say('The camera is on; its pictures and joints stay in this tab.')
}

// The last frames of the camera are a clip like any other.
async function onFrame(clip) {
  if (!state.camera) return
  Object.assign(state, { clip, view: clip.view })
  state.frame = clip.shape[1] - 1
  paint()
  get('whole').textContent = clip.seen ? '' : 'Nobody is seen.'
  if (clip.full && state.network.session) await answerHere()
}

// --- beginning ----------------------------------------------------------------------------------------------------

function listenToFiles() {
  get('file').addEventListener('change', inTurn(async () => {
    const [file] = get('file').files
    get('file').value = ''                                     // so that the same file may be chosen again
    await takeFile(file)
  }))
  const place = get('page')
  place.addEventListener('dragover', e => { e.preventDefault(); place.classList.add('over') })
  place.addEventListener('dragleave', () => place.classList.remove('over'))
  place.addEventListener('drop', e => {
    e.preventDefault()
    place.classList.remove('over')
    inTurn(takeFile)(e.dataTransfer.files[0])
  })
}

function listenToPlayer() {
  get('play').addEventListener('click', () => state.playing ? pause() : play())
  get('frame').addEventListener('input', () => { pause(); moveTo(Number(get('frame').value)) })
  get('camera').addEventListener('click', inTurn(switchCamera))
  get('skeleton').addEventListener('pointermove', e => {
    if (!e.buttons) return
    state.turn += e.movementX/100
    paint()
  })
  addEventListener('resize', paint)
}

async function begin() {
  const response = await fetch(new URL('page.json', HERE))
  if (!response.ok) {
    throw new Told('This copy of the site was built without the networks: python -m last_nb.dev.try_it adds them.')
  }
  state.page = await response.json()
  fillNetworks()
  fillClips()
  listenToFiles()
  listenToPlayer()
  get('page').dataset.ready = 'yes'
  say('')
}

begin().catch(complain)
