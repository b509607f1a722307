// Written from the command table in desktop/core. Not edited by hand.
import type {
  AccountView,
  CaseView,
  DraftChange,
  DraftView,
  ExplanationView,
  Frame,
  InboxPage,
  InboxQuery,
  InvitationView,
  MinePage,
  PaperFile,
  SearchPage,
  SearchQuery,
  ServiceRow,
  Settings,
  SetupView,
  Signed,
  StationAct,
  SyncView,
} from "./views";

/**
 * Every command: what is asked with, and what is answered.
 */
export type Commands = {
  setup_state: { request: Record<string, never>, answer: SetupView },
  setup_read: { request: { text: string }, answer: InvitationView },
  setup_enrol: { request: { text: string, passphrase: string, remember: boolean }, answer: SetupView },
  unlock: { request: { passphrase: string }, answer: SetupView },
  unlock_system: { request: Record<string, never>, answer: SetupView },
  lock: { request: Record<string, never>, answer: SetupView },
  frame: { request: Record<string, never>, answer: Frame },
  settings_set: { request: Settings, answer: Settings },
  inbox: { request: InboxQuery, answer: InboxPage },
  mine: { request: Record<string, never>, answer: MinePage },
  case_open: { request: { case: string }, answer: CaseView },
  case_explain: { request: { case: string }, answer: ExplanationView },
  services: { request: Record<string, never>, answer: Array<ServiceRow> },
  draft_new: { request: { service: string }, answer: DraftView },
  draft_open: { request: { draft: string }, answer: DraftView },
  draft_correct: { request: { case: string }, answer: DraftView },
  draft_change: { request: DraftChange, answer: DraftView },
  draft_row_add: { request: { draft: string, list: string }, answer: DraftView },
  draft_row_remove: { request: { draft: string, list: string, row: number }, answer: DraftView },
  draft_attach: { request: { draft: string, name: string, media: string, base64: string }, answer: DraftView },
  draft_detach: { request: { draft: string, sha256: string }, answer: DraftView },
  draft_delete: { request: { draft: string }, answer: null },
  draft_submit: { request: { draft: string }, answer: Signed },
  station_act: { request: StationAct, answer: Signed },
  case_withdraw: { request: { case: string, reason: string }, answer: Signed },
  undo: { request: { operation: string }, answer: null },
  acknowledge: { request: { operation: string }, answer: null },
  account: { request: { person: string | null }, answer: AccountView },
  search: { request: SearchQuery, answer: SearchPage },
  sync_state: { request: Record<string, never>, answer: SyncView },
  sync_now: { request: Record<string, never>, answer: null },
  queue_cancel: { request: { operation: string }, answer: null },
  paper: { request: { case: string }, answer: PaperFile },
  paper_preview: { request: { draft: string }, answer: PaperFile },
  demo_switch: { request: { person: string }, answer: Frame },
  demo_cable: { request: { plugged: boolean }, answer: Frame },
};

/**
 * What an answer or an event can say has changed.
 */
export type Changed = "frame" | "inbox" | "mine" | "case" | "account" | "search" | "sync" | "settings" | "draft" | "setup";
