/** The dashboard: what a role may see, and only what it may do. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { reaches, ROUTES, type Me, type Route } from '../../radar/operatorProtocol.ts'
import { AbuseFeed } from './AbuseFeed.tsx'
import { Alerts } from './Alerts.tsx'
import { AuditTrail } from './AuditTrail.tsx'
import { BlockDialog } from './BlockDialog.tsx'
import { Blocklist } from './Blocklist.tsx'
import { Charts } from './Charts.tsx'
import { DeskContext, type Desk, type Notice } from './context.ts'
import { Decisions } from './Decisions.tsx'
import { Figures } from './Figures.tsx'
import { Nodes } from './Nodes.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import type { Operator } from './operator.ts'
import { Settings } from './Settings.tsx'
import { freshnessOf, type Watch } from './store.ts'
import { Team } from './Team.tsx'
import { TopBar, type Section } from './TopBar.tsx'
import { useNow } from './useNow.ts'
import { words } from './words.ts'
import './styles/desk.css'

const MINUTE_MS = 60_000

export interface DashboardProps {
  readonly operator: Operator
  readonly me: Me
  readonly watch: Watch
}

export function Dashboard({ operator, me, watch }: DashboardProps) {
  const [notice, setNotice] = useState<Notice | null>(null)
  /** The prefix that the dialog opens with; `null` while it is closed. */
  const [blocking, setBlocking] = useState<string | null>(null)
  const clock = useNow()
  const now = clock + watch.clockOffsetMs
  const freshness = freshnessOf(watch, clock)
  const isStale = freshness.kind === 'lost' || freshness.kind === 'silent'
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS
  const may = (route: Route) => reaches(me.role, ROUTES[route])
  const mayBlock = may('POST /api/blocks')
  const mayDecide = may('POST /api/cases/close')
  const mayLead = may('POST /api/team/invite')

  const say = useCallback<Desk['say']>(
    (told) => setNotice((last) => ({ ...told, id: (last?.id ?? 0) + 1 })),
    [],
  )
  const desk = useMemo(() => ({ operator, now, say }), [operator, now, say])
  const endNotice = useCallback(() => setNotice(null), [])

  const waiting = (watch.cases?.age.length ?? 0) + (watch.cases?.appeals.length ?? 0)
  useEffect(() => {
    const plain = document.title.replace(/^\(\d+\) /, '')
    document.title = waiting === 0 ? plain : `(${waiting}) ${plain}`
    return () => {
      document.title = plain
    }
  }, [waiting])

  const section = (name: string, title: string, count = 0): Section => ({
    name,
    title,
    count,
  })
  const sections = [
    ...(mayDecide ? [section('decisions', words.decisions.title, waiting)] : []),
    section('alerts', words.alerts.title),
    section('nodes', words.nodes.title),
    section('blocklist', words.blocklist.title),
    section('charts', words.charts.title),
    section('feed', words.feed.title),
    section('history', words.audit.title),
    ...(mayLead ? [section('team', words.team.title)] : []),
    section('settings', words.settings.title),
  ]

  return (
    <DeskContext value={desk}>
      <div className="desk">
        <TopBar
          me={me}
          freshness={freshness}
          isDryRun={watch.settings?.dryRun ?? false}
          sections={sections}
        />
        <main className={isStale ? 'stale' : ''}>
          <Figures counts={watch.counts} history={watch.history.hour} />
          <div className="columns">
            <div className="stack">
              {mayDecide && <Decisions cases={watch.cases} />}
              <Alerts alerts={watch.alerts} />
              <Nodes nodes={watch.counts?.nodes ?? []} />
            </div>
            <Blocklist blocks={watch.blocks} mayAct={mayBlock} onAdd={() => setBlocking('')} />
          </div>
          <Charts histories={watch.history} />
          <div className="columns even">
            <div className="stack">
              <AbuseFeed feed={watch.feed} now={minute} onBlock={mayBlock ? setBlocking : null} />
              <AuditTrail entries={watch.audit} now={minute} />
            </div>
            <div className="stack">
              {mayLead && <Team team={watch.team} you={me.name} />}
              <Settings settings={watch.settings} maySwitch={may('POST /api/dryrun')} />
            </div>
          </div>
        </main>
        {blocking !== null && <BlockDialog prefix={blocking} onClose={() => setBlocking(null)} />}
        <NoticeBar notice={notice} onEnd={endNotice} />
      </div>
    </DeskContext>
  )
}
