"""Who is the practice itself: what the settings say, else what the records show, told under `assumed`."""

from collections import Counter

from cleanbreak.ledger.contacts import MailLog
from cleanbreak.ledger.names import name_key
from cleanbreak.ledger.owner import Assumption, Owner
from cleanbreak.ledger.records import Invoice
from cleanbreak.ledger.settings import Settings
from cleanbreak.services.reading import Reading

SENT_SHARE = 0.01


def find_owner(reading: Reading, settings: Settings) -> Owner:
    """Return the practice's own names and addresses: the settings first, what they leave open is inferred."""
    practice = settings.practice
    assumed: list[Assumption] = []
    addresses = list(practice.own_addresses)
    if not addresses:
        addresses = own_addresses(reading.mail)
        if addresses:
            assumed.append(Assumption("own_addresses", {"addresses": ", ".join(addresses)}))
    names = [n for n in (practice.owner, *practice.own_names) if n]
    shown = [
        max(reading.mail.names[a].items(), key=lambda i: (i[1], i[0]))[0]
        for a in addresses
        if reading.mail.names.get(a)
    ]
    seller = own_seller(reading.invoices, names + shown)
    people = [user for user, _ in Counter(e.user for e in reading.time_entries if e.user).most_common(5)]
    inferred = [
        n for n in dict.fromkeys([*shown, seller, *people]) if n and name_key(n) not in set(map(name_key, names))
    ]
    if inferred and not names:
        assumed.append(Assumption("own_names", {"names": ", ".join(inferred)}))
    return Owner(tuple(dict.fromkeys([*names, *inferred])), tuple(addresses), tuple(assumed))


def own_addresses(mail: MailLog) -> list[str]:
    """Return the senders of the Sent folder; without one, the address that most mails come from or go to."""
    sent = Counter(mail.sender[i] for i in range(len(mail)) if mail.outgoing[i])
    if sent:
        total = sum(sent.values())
        return [mail.addresses[a] for a, n in sent.most_common() if n >= total * SENT_SHARE and mail.addresses[a]]
    involved: Counter[int] = Counter()
    for index in mail.counted():
        involved.update({mail.sender[index], *mail.visible_recipients(index)})
    best = [(n, mail.addresses[a]) for a, n in involved.items() if mail.addresses[a]]
    if not best:
        return []
    count, address = max(best, key=lambda item: (item[0], item[1]))
    return [address] if 2 * count > sum(1 for _ in mail.counted()) else []


def own_seller(invoices: list[Invoice], known: list[str]) -> str:
    """Return the name that sells on the invoices: a known own name if one does, else the most frequent seller."""
    sellers = Counter(i.seller.name for i in invoices if i.seller.name)
    keys = {name_key(n) for n in known}
    for name in sorted(sellers):
        if name_key(name) in keys:
            return name
    return min(sellers.items(), key=lambda i: (-i[1], i[0]))[0] if sellers else ""
