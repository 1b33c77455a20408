import './small.css';

/** A person by name, post and body; nothing more than the task needs. */
export function PersonTag({ name, post, org }: { name: string; post?: string; org?: string }) {
  return (
    <span className="person-tag" title={[name, post, org].filter(Boolean).join(' · ')}>
      <span className="person-sign" aria-hidden="true">
        {name.slice(0, 1)}
      </span>
      <span>{name}</span>
      {(post || org) && <span className="soft">{[post, org].filter(Boolean).join(' · ')}</span>}
    </span>
  );
}
