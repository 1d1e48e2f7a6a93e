// Puts papers one behind another in a process of its own: a hundred of them take a second and 200 MB, neither of which the server has to spare.
// Plain JavaScript, found from the root folder, as the press is.
import { PDF } from '@libpdf/core';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(1));

process.on('message', ({ papers, title, madeAt }) => {
  join(papers, title, new Date(madeAt)).then(
    (joined) => process.send({ joined }, () => process.exit(0)),
    (error) => process.send({ error: String(error?.message ?? error) }, () => process.exit(0)),
  );
});

/** Seals become part of the page: a copy that cannot be checked must not look as if it bore a signature. */
async function join(papers, title, madeAt) {
  const joined = PDF.create();
  for (const bytes of papers) {
    const paper = await PDF.load(bytes);
    paper.getForm()?.flatten();
    await joined.copyPagesFrom(
      paper,
      Array.from({ length: paper.getPageCount() }, (_, page) => page),
    );
  }
  joined.setMetadata({ title, creator: 'Một Cửa', producer: 'Một Cửa', creationDate: madeAt, modificationDate: madeAt });
  return joined.save();
}
