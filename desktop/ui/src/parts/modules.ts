/** Where the makers of cards put the module that reads them; the core looks there by itself. */
export const USUAL_MODULES: { system: string; path: string }[] = [
  { system: "Windows", path: "C:\\Windows\\System32\\HiCOSPKCS11.dll" },
  { system: "macOS", path: "/usr/local/lib/libHicos_p11v1.dylib" },
  { system: "Linux", path: "/usr/local/lib/libHicos_p11v1.so" },
];
