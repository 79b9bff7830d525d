// Why clients go, fall back or are refused, in plain English, and what can be done.
const ENDED = {
  "transport-close": "The client closed, left the page, or its line broke.",
  "transport-error": "The connection failed while something was written, or the client sent what its transport does not allow.",
  "ping-timeout": "Nothing came from the client for too long: it sleeps, lost its network, or a proxy dropped the line without a word. Compare the proxy's idle timeout with oneport.pingInterval.",
  "parse-error": "The client sent a packet that can't be read. Is it a Socket.IO client of another version?",
  "forced-close": "The application, or an administrator, disconnected it.",
  "server-shutting-down": "The application was stopped; clients were told to come back.",
  "too-slow": "More waited for the client than oneport.outboxBytes, or one write took longer than oneport.sendTimeout.",
  "too-fast": "The client sent more than oneport.limits.* allows.",
  "too-big": "The client sent a message bigger than oneport.maxHttpBufferSize.",
  expired: "Its token expired, or an event stream reached oneport.events.maxAge. Event streams come back by themselves.",
};

const REFUSED = {
  "foreign-origin": "A page of another origin. Add it to oneport.cors.origins if it is yours.",
  unauthorized: "No credentials, or bad ones.",
  forbidden: "Known, but not allowed.",
  "rate-limited": "One address or user came too often: oneport.limits.*.",
  overloaded: "There were as many clients as oneport.maxSessions.",
  draining: "The application is being stopped.",
};

const FELL_BACK = {
  sse_timeout: "The event stream was open, but nothing arrived in time: a proxy buffers it. Switch buffering off for /events.",
  sse_error: "The event stream could not be opened.",
  websocket_error: "The WebSocket could not be opened: a proxy does not pass on upgrades.",
};

const of = (texts) => (reason) => (Object.hasOwn(texts, reason) ? texts[reason] : "");

export const whyEnded = of(ENDED);
export const whyRefused = of(REFUSED);
export const whyFellBack = of(FELL_BACK);
