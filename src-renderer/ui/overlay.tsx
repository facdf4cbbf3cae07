import {
  Drawer as MantineDrawer,
  Menu as MantineMenu,
  Modal as MantineModal,
  Popover as MantinePopover,
  Tooltip as MantineTooltip,
} from "@mantine/core";
import type { PopoverProps as MantinePopoverProps } from "@mantine/core";
import { useId } from "react";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Kbd } from "./Kbd.tsx";
import classes from "./overlay.module.css";

export interface TooltipProps {
  label: ReactNode;
  children: ReactElement;
  disabled?: boolean;
  /** Wide enough for a sentence. */
  multiline?: boolean;
}

/** A word about a control, on hover and on focus. */
export function Tooltip({ label, children, disabled, multiline }: TooltipProps) {
  return (
    <MantineTooltip
      label={label}
      disabled={disabled ?? false}
      openDelay={350}
      multiline={multiline ?? false}
      maw={320}
      events={{ hover: true, focus: true, touch: false }}
      classNames={{ tooltip: classes.tooltip }}
    >
      {children}
    </MantineTooltip>
  );
}

export interface ModalProps {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** `wide` holds a form and what it makes, side by side. */
  size?: "sm" | "md" | "lg" | "xl" | "wide";
}

/** Pixels of a wide dialog. */
const WIDE = 1120;

/** A dialog over the page; Esc closes it and the focus returns where it was. */
export function Modal({ opened, onClose, title, children, footer, size = "md" }: ModalProps) {
  const { t } = useTranslation();
  return (
    <MantineModal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size === "wide" ? WIDE : size}
      centered
      transitionProps={{ duration: 80 }}
      closeButtonProps={{ "aria-label": t("fermer") }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
    >
      {children}
      {footer && <div className={classes.footer}>{footer}</div>}
    </MantineModal>
  );
}

/** A panel that slides over the page from its end side. */
export function Drawer({ opened, onClose, title, children, footer, size = "md" }: ModalProps) {
  const { t } = useTranslation();
  return (
    <MantineDrawer
      opened={opened}
      onClose={onClose}
      title={title}
      size={size === "wide" ? WIDE : size}
      position="right"
      transitionProps={{ duration: 80 }}
      closeButtonProps={{ "aria-label": t("fermer") }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
    >
      {children}
      {footer && <div className={classes.footer}>{footer}</div>}
    </MantineDrawer>
  );
}

/** Something over the whole window; Esc leaves it and the focus returns where it was. */
export function Stage({
  label,
  onClose,
  children,
}: {
  label: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <MantineModal
      opened
      onClose={onClose}
      fullScreen
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      padding={0}
      aria-label={label}
      classNames={{ content: classes.content }}
    >
      {children}
    </MantineModal>
  );
}

export interface MenuItem {
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  onSelect: () => void;
  disabled?: boolean;
  danger?: boolean;
  shortcut?: string;
  /** A line above it, between two kinds of commands. */
  divided?: boolean;
  /** Marks the choice in force. */
  checked?: boolean;
}

export interface MenuProps {
  /** One focusable element; it gets the menu's ARIA. */
  trigger: ReactElement;
  items: readonly MenuItem[];
  /** Heading of the list. */
  label?: ReactNode;
  opened?: boolean;
  onOpenChange?: (opened: boolean) => void;
  align?: "start" | "end";
}

/** A list of commands under a button. */
export function Menu({ trigger, items, label, opened, onOpenChange, align = "start" }: MenuProps) {
  return (
    <MantineMenu
      {...(opened === undefined ? {} : { opened })}
      {...(onOpenChange ? { onChange: onOpenChange } : {})}
      position={align === "start" ? "bottom-start" : "bottom-end"}
      offset={4}
      transitionProps={{ duration: 60 }}
      shadow="md"
      withinPortal
      classNames={{ dropdown: classes.dropdown, item: classes.item, label: classes.menuLabel }}
    >
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {label && <MantineMenu.Label>{label}</MantineMenu.Label>}
        {items.flatMap((item) => [
          ...(item.divided ? [<MantineMenu.Divider key={`${item.key}-trait`} />] : []),
          <MantineMenu.Item
            key={item.key}
            onClick={item.onSelect}
            disabled={item.disabled ?? false}
            leftSection={item.icon}
            rightSection={item.shortcut ? <Kbd>{item.shortcut}</Kbd> : undefined}
            data-danger={item.danger || undefined}
            data-checked={item.checked || undefined}
            {...(item.checked === undefined ? {} : { "aria-current": item.checked })}
          >
            {item.label}
          </MantineMenu.Item>,
        ])}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

export interface PopoverProps {
  trigger: ReactElement;
  children: ReactNode;
  opened?: boolean;
  onOpenChange?: (opened: boolean) => void;
  width?: MantinePopoverProps["width"];
  align?: "start" | "end";
  /** Name of the panel for screen readers. */
  label?: string;
}

/** A small panel under a control; Esc and a click outside close it. */
export function Popover({
  trigger,
  children,
  opened,
  onOpenChange,
  width,
  align = "start",
  label,
}: PopoverProps) {
  const id = useId();
  return (
    <MantinePopover
      id={id}
      {...(opened === undefined ? {} : { opened })}
      {...(onOpenChange ? { onChange: onOpenChange } : {})}
      {...(width === undefined ? {} : { width })}
      position={align === "start" ? "bottom-start" : "bottom-end"}
      offset={4}
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
      transitionProps={{ duration: 60 }}
      classNames={{ dropdown: classes.popover }}
    >
      <MantinePopover.Target>{trigger}</MantinePopover.Target>
      <MantinePopover.Dropdown {...(label ? { "aria-label": label } : {})}>
        {children}
      </MantinePopover.Dropdown>
    </MantinePopover>
  );
}
