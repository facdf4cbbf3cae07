import { Modal as MantineModal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Palette.module.css";
import { SearchList } from "./SearchList.tsx";
import type { SearchListProps } from "./SearchList.tsx";

export interface PaletteProps extends Omit<SearchListProps, "hanging" | "open" | "onOpen"> {
  opened: boolean;
  onClose: () => void;
  title: string;
  footer?: ReactNode;
}

/** Every command and every record behind one field, over the page. */
export function Palette({ opened, onClose, title, footer, ...list }: PaletteProps) {
  return (
    <MantineModal
      opened={opened}
      onClose={onClose}
      title={title}
      withCloseButton={false}
      size={620}
      yOffset="12vh"
      padding={0}
      transitionProps={{ duration: 60 }}
      classNames={{ content: classes.content, header: classes.header, body: classes.body }}
    >
      <SearchList
        {...list}
        open
        onOpen={(open) => {
          if (!open) onClose();
        }}
      />
      {footer && <div className={classes.footer}>{footer}</div>}
    </MantineModal>
  );
}
