import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { buttonClass } from '../parts/button.tsx';
import { NoticePlace } from '../parts/notice.tsx';
import { Appearance } from './appearance.tsx';
import styles from './frame.module.css';
import { KeyBar } from './key-bar.tsx';
import { PrintedAddress } from './printed-address.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';

/** What stands around every page: where one can go, and how it looks. */
export function Frame({ children }: { children: ReactNode }) {
  const main = useFocusOnArrival();
  useFocusKept(main);
  return (
    <>
      <a className={styles.skip} href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <Header />
      <NoticePlace />
      <main id="main" ref={main} className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Link href="/" className={styles.brand}>
          <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
            <path d="M3 8H12V16H20V23H29" />
          </svg>
          Pricetrail
        </Link>
        <Pages />
        <div className={styles.tools}>
          <Link href="/new" className={buttonClass('main')}>
            <Trans>New listing</Trans>
          </Link>
          <Appearance />
        </div>
      </div>
    </header>
  );
}

function Pages() {
  const { t } = useLingui();
  return (
    <nav className={styles.nav} aria-label={t`Pages`}>
      <NavLink href="/">
        <Trans>Listings</Trans>
      </NavLink>
      <NavLink href="/drops">
        <Trans>Drops</Trans>
      </NavLink>
      <NavLink href="/market">
        <Trans>Market</Trans>
      </NavLink>
      <NavLink href="/changes">
        <Trans>Changes</Trans>
      </NavLink>
    </nav>
  );
}

function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const [isHere] = useRoute(href);
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined}>
      {children}
    </Link>
  );
}

function Footer() {
  return (
    <footer className={styles.footer}>
      <p>
        <Trans>Every price a home ever had. Prices are asking prices, in euros.</Trans>
      </p>
      <PrintedAddress />
      <KeyBar />
      <a href="/docs" className="target">
        <Trans>API documentation</Trans>
      </a>
    </footer>
  );
}
