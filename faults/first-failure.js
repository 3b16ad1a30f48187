// A reporter that ends the run at the first test that fails: for a mutant one is enough.

export default async function* firstFailure(events) {
  for await (const { type } of events) {
    if (type === 'test:fail') process.exit(1);
    yield '';
  }
}
