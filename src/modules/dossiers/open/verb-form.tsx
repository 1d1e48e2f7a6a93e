import type { DossierProps } from './dossier.page.tsx';

/** The form of one verb: it carries the revision of the page, so that an officer never acts on what another has changed. */
export function Form({ dossier, action, files, children }: { dossier: DossierProps['dossier']; action: string; files?: boolean; children?: unknown }) {
  return (
    <form method="post" action={`/can-bo/ho-so/${dossier.id}/${action}`} enctype={files ? 'multipart/form-data' : undefined} novalidate>
      <input type="hidden" name="revision" value={String(dossier.revision)} />
      {children as never}
    </form>
  );
}
