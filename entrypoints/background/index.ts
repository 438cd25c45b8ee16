import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { pruneAttachments } from '../../lib/db/attachments'
import { checkRoom } from '../../lib/db/condition'
import { purgeDeleted } from '../../lib/db/conversations'
import { purgeUnsent } from '../../lib/db/unsent-drafts'
import { watchGenerations } from '../../lib/db/generation'
import { startMirroring } from '../../lib/db/mirror'
import { noteWorkerStart, saveRun } from '../../lib/db/runs'
import { startIndexing, sweepIndex } from '../../lib/db/search-keeper'
import { holdTemporary } from '../../lib/db/temporary'
import { TemporaryHolder } from '../../lib/db/temporary-holder'
import { sessionBuckets } from '../../lib/engine/bucket-store'
import { createDispatch } from '../../lib/engine/dispatch'
import { Engine } from '../../lib/engine/engine'
import { createKeepAlive } from '../../lib/engine/keep-alive'
import { RateGate } from '../../lib/engine/rate-gate'
import { howItEnded } from '../../lib/engine/recover'
import { RunList } from '../../lib/engine/run-list'
import { nameByModel } from '../../lib/engine/title'
import { moveSecretHeaders } from '../../lib/settings/save-provider'
import { keepSettings } from '../../lib/settings/settings'
import { listenToAddressBar } from './address-bar'
import { tellOfAnswers } from './attention'
import { createCallHandlers } from './call-handlers'
import { serveCalls } from './call-server'
import { createCheckups, serveCheckups } from './checkups'
import { createOriginRules } from './ollama-origin'
import { createClaims } from './pending-actions'
import { servePorts } from './port-server'
import { listenForActions } from './selection-actions'
import { deferUpdates } from './updates'

const dayMs = 24 * 60 * 60_000

export default defineBackground(() => {
  const createId = () => crypto.randomUUID()
  const now = () => Date.now()
  const monotonicNow = () => performance.now()

  // Content scripts could read local storage, keys included, by default. Firefox has no such switch, and no such default.
  const locked = browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' }) ?? Promise.resolve()

  const keepAlive = createKeepAlive()
  const rates = new RateGate({ store: sessionBuckets, now })
  const dispatch = createDispatch({ keepAlive, prepare: createOriginRules(), rates })
  const engine = new Engine({ dispatch, keepAlive, now, monotonicNow, createId, random: Math.random })
  keepSettings()
  holdTemporary(new TemporaryHolder())
  watchGenerations(createId, () => void browser.tabs.create({ url: browser.runtime.getURL('/options.html#data') }))
  // A database that cannot be opened must not silence the worker: the first call that needs it reports the failure.
  const ended = howItEnded().catch(() => undefined)
  const recovered = ended.then((cause) => engine.recover(cause)).catch(() => undefined)
  void recovered.then(() => engine.queue.resume()).catch(() => undefined)
  void recovered.then(async () => startMirroring((await ended) !== 'worker'))
  void recovered.then(() => startIndexing(keepAlive))
  const lookForRoom = () => void checkRoom().catch(() => undefined)
  lookForRoom()
  engine.subscribe((_, { event }) => event.type === 'status' && lookForRoom())
  // Nor must settings that cannot be read. What was not moved is not sent either.
  const moved = moveSecretHeaders().catch(() => undefined)
  const ready = Promise.all([locked, recovered, moved]).then(() => undefined)
  const runs = new RunList({ save: saveRun, now })
  engine.subscribe((_, event) => runs.heard(event))
  engine.subscribe((_, { messageId, event }) => {
    if (event.type !== 'status' || event.status !== 'complete') return
    // The first words stay as the name, and there is nothing to be told that the runs do not tell.
    void nameByModel(messageId, { dispatch, saveRun, now }).catch(() => undefined)
  })
  // Only diagnostics lack something when this fails.
  void noteWorkerStart(now(), (messageId) => runs.isLive(messageId)).catch(() => undefined)
  const claims = createClaims(now)
  const checkups = createCheckups(dispatch, monotonicNow)
  const attention = tellOfAnswers({ engine, createId, now })
  deferUpdates(engine)

  // Listeners stand before the first await: an event that wakes the worker finds them.
  serveCalls(createCallHandlers({ engine, dispatch, checkups, claims, attention, createId, now }), ready)
  servePorts(engine, ready)
  serveCheckups(checkups)
  listenForActions(createId, now, attention.redraw)
  listenToAddressBar(createId, now)

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'update') void recovered.then(() => engine.recovery.learned('reload')).catch(() => undefined)
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/options.html#welcome') })
  })
  browser.runtime.onStartup.addListener(() => {
    void recovered.then(() => engine.recovery.learned('browser')).catch(() => undefined)
    void purgeDeleted(now() - dayMs).then(sweepIndex)
    // What only a draft of long ago holds is unused after it.
    void purgeUnsent(now() - 60 * dayMs).then(() => pruneAttachments(now() - dayMs))
  })
})
