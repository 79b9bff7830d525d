/** The types of Oneport's client for pages that listen, oneport.mjs; beside it as oneport.d.mts they are found. */

/** In the order in which they are tried. */
export type Transport = "websocket" | "sse" | "longpoll" | "poll";

/**
 * - `connecting`: a transport is being tried
 * - `open`: events arrive
 * - `waiting`: for the next try
 * - `closed`: for good; `reason` says why
 */
export type State = "connecting" | "open" | "waiting" | "closed";

/** Where a session is in the log of its namespace; opaque. */
export type Cursor = string;

export interface Options {
  /** At least one. `*` means what is emitted to everybody in the namespace. */
  rooms: string | readonly string[];
  /** Such as `/chat`; without it the main one. */
  namespace?: string;
  /** What may be used, in the order in which it is tried. Default: all that the browser has. */
  transports?: readonly Transport[];
  /**
   * Who the page speaks for, where cookies don't say it. Asked for at each connection; with `stale` true, for a new
   * one, when the server did not accept what it returned, and when that is about to expire: the connection then lives
   * on with the new one. The token goes into headers or into the WebSocket, never into a URL.
   */
  token?: (stale: boolean) => string | null | undefined | Promise<string | null | undefined>;
  /** What came after this cursor is delivered first: one that the server put into the page, for example. */
  since?: Cursor;
  /** Whether a server of another origin gets its cookies. Default: false. */
  withCredentials?: boolean;
  /** The WebSocket's address, relative to the page. Default: `ws` beside `events`. */
  wsUrl?: string;
  /** Milliseconds between the server's heartbeats, where the server does not tell. Default: 15000. */
  heartbeat?: number;
}

export interface SessionError {
  /** An HTTP status, or one of the server's codes. */
  code: number | string;
  message: string;
}

export interface StateChange {
  state: State;
  /** Null while waiting and when closed. */
  transport: Transport | null;
  /** Whether nothing was missed since the last connection. */
  recovered: boolean;
  /** Why it waits or is closed; null in the other states. */
  reason: string | null;
  /** What the server said, where it refused. */
  error: SessionError | null;
}

/** What the session itself tells. */
export interface SessionEvents {
  "oneport:state": [StateChange];
  /** Events were missed and can't be had any more: load afresh what the page shows. */
  "oneport:reset": [{ recovered: false; reason?: string }];
  /** The connection ends then, unless `token` brings a new one before. Epoch milliseconds. */
  "oneport:token_expiring": [{ expiresAt: number }];
}

/** `Events`: the application's events, each with the tuple of its arguments. */
export interface Session<Events extends { [E in keyof Events]: unknown[] } = Record<string, any[]>> {
  readonly state: State;
  readonly transport: Transport | null;
  readonly recovered: boolean;
  /** Of the last event; null before the server told one. */
  readonly cursor: Cursor | null;
  readonly reason: string | null;
  readonly error: SessionError | null;

  on<E extends keyof SessionEvents>(event: E, listener: (...args: SessionEvents[E]) => void): this;
  on<E extends keyof Events & string>(event: E, listener: (...args: Events[E]) => void): this;
  /** Without a listener: all of that event. */
  off(event: (keyof Events & string) | keyof SessionEvents, listener?: (...args: any[]) => void): this;
  /** Every event of the application, with its name. */
  onAny(listener: (event: string, ...args: any[]) => void): this;
  offAny(listener: (event: string, ...args: any[]) => void): this;
  /**
   * Sends an event. On an open WebSocket only; elsewhere, and when the connection ends first, it is rejected.
   *
   * @returns what the server acknowledges it with
   */
  emit(event: string, ...args: unknown[]): Promise<any[]>;
  /** Ends it for good. */
  close(): void;
}

/**
 * Subscribes to rooms.
 *
 * @param url the address of `<context>/events`, relative to the page
 * @throws TypeError if there is no room, or a transport that does not exist
 */
export declare function oneport<Events extends { [E in keyof Events]: unknown[] } = Record<string, any[]>>(
  url: string | URL,
  options: Options
): Session<Events>;

export default oneport;
