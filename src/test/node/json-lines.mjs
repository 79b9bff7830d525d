// A reporter of node:test, one JSON object per test: {"test":"<name>","ok":true} or with "error".
export default async function* jsonLines(events) {
  for await (const { type, data } of events) {
    if (type === "test:pass" || type === "test:fail") {
      const error = data.details?.error;
      const cause = error?.cause?.stack ?? error?.cause ?? error?.stack;
      const result = { test: data.name, ok: type === "test:pass" };
      yield (
        JSON.stringify(cause && !result.ok ? { ...result, error: String(cause) } : result) + "\n"
      );
    }
  }
}
