import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import { useTitle } from '../parts/use-title.ts';

export function NotFoundPage() {
  const { t } = useLingui();
  useTitle(t`Not found`);
  return (
    <>
      <h1>
        <Trans>There is no page here</Trans>
      </h1>
      <p>
        <Trans>
          The address may be mistyped, or the listing was deleted. <Link href="/">All listings</Link>
        </Trans>
      </p>
    </>
  );
}
