import { Plural, Trans } from '@lingui/react/macro';
import type { PriceStory } from '../../../src/drawing/price-story.ts';
import { useNumbers } from '../words/use-numbers.ts';

/** What happened to the price, in a sentence or two. */
export function StorySentence({ story }: { story: PriceStory }) {
  return (
    <>
      <Course story={story} /> <OnOffer days={story.daysOnOffer} /> <RaisedBefore story={story} />
    </>
  );
}

function Course({ story }: { story: PriceStory }) {
  const numbers = useNumbers();
  const { cuts, rises, changePct, isLowest, first } = story;
  const since = numbers.day(first.at);
  if (cuts + rises === 0) return <Trans>Unchanged since {since}.</Trans>;
  if (rises === 0 && changePct !== undefined) {
    const percent = numbers.percent(changePct);
    return isLowest ? (
      <Trans>
        Down {percent} in <Plural value={cuts} one="# cut" other="# cuts" /> since {since}; lowest so far.
      </Trans>
    ) : (
      <Trans>
        Down {percent} in <Plural value={cuts} one="# cut" other="# cuts" /> since {since}.
      </Trans>
    );
  }
  return <UpAndDown story={story} />;
}

function UpAndDown({ story }: { story: PriceStory }) {
  const numbers = useNumbers();
  const { cuts, rises, lowest, isLowest } = story;
  const [low, lowSince] = [numbers.euros(lowest.eur), numbers.day(lowest.at)];
  return (
    <>
      <NetChange story={story} />{' '}
      <Trans>
        <Plural value={cuts} _0="No cut" one="# cut" other="# cuts" />,{' '}
        <Plural value={rises} one="# rise" other="# rises" />.
      </Trans>{' '}
      {isLowest ? (
        <Trans>Lowest so far.</Trans>
      ) : (
        <Trans>
          Lowest was {low}, from {lowSince}.
        </Trans>
      )}
    </>
  );
}

function NetChange({ story: { changePct, first } }: { story: PriceStory }) {
  const numbers = useNumbers();
  const [from, since] = [numbers.euros(first.eur), numbers.day(first.at)];
  if (changePct === undefined) {
    return (
      <Trans>
        Up from {from} since {since}.
      </Trans>
    );
  }
  const percent = numbers.percent(changePct);
  if (changePct === 0) return <Trans>Back at its first price of {since}.</Trans>;
  return changePct < 0 ? (
    <Trans>
      Down {percent} since {since}.
    </Trans>
  ) : (
    <Trans>
      Up {percent} since {since}.
    </Trans>
  );
}

function OnOffer({ days }: { days: number }) {
  return <Plural value={days} _0="On offer since today." one="On offer for # day." other="On offer for # days." />;
}

/** People are misled by a cut of a price that was raised shortly before. */
function RaisedBefore({ story: { raisedBefore } }: { story: PriceStory }) {
  const numbers = useNumbers();
  if (!raisedBefore) return null;
  const percent = numbers.percent(raisedBefore.pct);
  const day = numbers.day(raisedBefore.at);
  return (
    <Trans>
      The last cut only took back what was added on {day}, when the price rose by {percent}.
    </Trans>
  );
}
