// Why the API did not do something, for people.

/** What the problem document of an answer says, with the places it names. */
export async function problem(response) {
  try {
    const { title, detail, errors = [] } = await response.json();
    const places = errors.map((error) => `${error.pointer.slice(2)} ${error.detail}`);
    return [title, ...(places.length ? places : [detail])].join(". ");
  } catch {
    return `HTTP ${response.status}`;
  }
}
