import { useLocation, useSearch } from 'wouter';

/** Where what is on a paper came from. */
export function PrintedAddress() {
  useLocation();
  useSearch(); // and so drawn anew with each address
  return <p className="printed">{window.location.href}</p>;
}
