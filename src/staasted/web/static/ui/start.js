// Wakes the design system's scripts. Every page works without them.
window.DKFDS?.init();
