import styles from './market-svg.module.css';

/** How a line is told from the others. @param line its number */
export function dashOf(line: number): string | undefined {
  return [styles.first, styles.second, styles.third, styles.fourth][line];
}
