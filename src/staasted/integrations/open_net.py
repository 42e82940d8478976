"""Which addresses on the net are everybody's, and none of the house's own."""

import ipaddress

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 within IPv6 (RFC 6052): what it stands for is looked at."""
_LAST = 0xFFFFFFFF


def on_the_open_net(address: str) -> bool:
    """Whether an address may be asked: not private, not this machine, not one that hides one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.sixtofour is not None or found.teredo is not None:
            return False
        if found.ipv4_mapped is not None:
            return on_the_open_net(str(found.ipv4_mapped))
        if found in _TRANSLATED:
            return on_the_open_net(str(ipaddress.IPv4Address(int(found) & _LAST)))
    return found.is_global and not found.is_multicast and not found.is_reserved
