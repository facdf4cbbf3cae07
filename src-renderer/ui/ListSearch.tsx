import { IconSearch } from "@tabler/icons-react";
import { TextInput } from "./inputs.tsx";

interface ListSearchProps {
  /** Placeholder and name for screen readers. */
  label: string;
  value: string;
  onChange: (text: string) => void;
}

/** The search field of a list; Escape empties it before it does anything else. */
export function ListSearch({ label, value, onChange }: ListSearchProps) {
  return (
    <TextInput
      type="search"
      ariaLabel={label}
      placeholder={label}
      value={value}
      onChange={onChange}
      leftSection={<IconSearch size={15} aria-hidden="true" />}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !value) return;
        event.preventDefault();
        event.stopPropagation();
        onChange("");
      }}
    />
  );
}
