"""Who is which client: every name, number, address and domain that the records prove to be one organization.

Proof joins, strongest first: the user's own settings, a customer number of one program, a VAT id, a contact card,
equal name forms, a mail address on an invoice, a company's own domain. Two organizations with different customer
numbers in one program, or different VAT ids, are never joined by anything weaker than the settings. What only looks
alike is proposed, not made.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from cleanbreak.ledger.names import (
    company_domain,
    domain_words,
    loose_key,
    name_key,
    phone_key,
    same_words,
)
from cleanbreak.ledger.records import Card, Party
from cleanbreak.ledger.settings import Settings

Node = tuple[str, str]
WEIGHTS = {"settings": 0, "number": 1, "vat": 2, "card": 3, "address": 4, "domain": 5}
NAME_SOURCES = ("settings", "invoice", "time", "project", "card", "number")


@dataclass(frozen=True, slots=True)
class ProposedMerge:
    """Two that may be one: settled by `aliases`, `domains` or `addresses` of a [[client]] in cleanbreak.toml."""

    left: str
    right: str
    code: str
    detail: str = ""


@dataclass(slots=True)
class Client:
    """One organization. `name` is what is shown; `aliases` are the other spellings that the records use."""

    key: int
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    named: bool = True


@dataclass(slots=True)
class _Group:
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    vat_ids: set[str] = field(default_factory=set)
    settled: bool = False


class Identity:
    """Collects what the records say about organizations, then answers which client a name or address belongs to."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._edges: set[tuple[int, Node, Node]] = set()
        self._spellings: dict[Node, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._nodes: set[Node] = set()
        self._own: set[Node] = set()
        self._own_domains: set[str] = set()
        self._persons: dict[str, set[Node]] = defaultdict(set)
        self._parent: dict[Node, Node] = {}
        self._groups: dict[Node, _Group] = {}
        self._clients: dict[Node, Client] = {}
        self._order: list[Client] = []
        self._excluded: set[Node] = set()
        self._loose: dict[str, set[Node]] = defaultdict(set)
        self._domain_owner: dict[str, Node] = {}
        self._seen: set[str] = set()
        self.proposed: list[ProposedMerge] = []
        for client in settings.clients:
            self._add_settings(client.name, (*client.aliases,), client.domains, client.addresses)

    # -- what the records say -------------------------------------------------------------------------------------

    def add_own(self, names: Iterable[str], addresses: Iterable[str]) -> None:
        """Say what belongs to the practice itself; its addresses and company domains are nobody's client."""
        self._own.update(("name", name_key(n)) for n in names if name_key(n))
        for address in addresses:
            self._own.add(("email", address.casefold()))
            domain = company_domain(address)
            if domain:
                self._own_domains.add(domain)

    def is_own_address(self, address: str) -> bool:
        """Tell whether a mail address is the practice's."""
        return ("email", address) in self._own or company_domain(address) in self._own_domains

    def is_own_name(self, name: str) -> bool:
        """Tell whether a name is the practice's."""
        return ("name", name_key(name)) in self._own

    def add_party(self, party: Party, source: str, program: str) -> None:
        """Add an organization as an invoice or time entry names it; customer numbers count within one program."""
        node = self._name_node(party.name, source)
        number = ("number", f"{program}:{party.number.strip()}") if party.number.strip() else None
        vat = ("vat", party.vat_id.replace(" ", "").upper()) if party.vat_id.strip() else None
        anchors = [n for n in (node, number, vat) if n is not None]
        for anchor in anchors:
            self._nodes.add(anchor)
        if number and node:
            self._edges.add((WEIGHTS["number"], number, node))
        if vat and (node or number):
            self._edges.add((WEIGHTS["vat"], vat, number or node or vat))
        if party.email and anchors:
            self._link_address(anchors[-1 if not number else anchors.index(number)], party.email, "address")
        if number and party.name:
            self._spellings[number][source][party.name] += 1
        elif number and not vat:
            self._spellings[number]["number"][party.number.strip()] += 1

    def add_name(self, name: str, source: str) -> None:
        """Add an organization of which only the name is known (time entry, project, expense)."""
        node = self._name_node(name, source)
        if node:
            self._nodes.add(node)

    def add_card(self, card: Card) -> None:
        """Add a contact card: the organization owns its addresses; without one, a person of that very name does."""
        if not card.organization:
            node: Node | None = ("name", name_key(card.name)) if name_key(card.name) else None
            if node is None:
                return
            for address in card.emails:
                self._edges.add((WEIGHTS["card"], ("person-card", node[1]), ("email", address.casefold())))
            self._edges.add((WEIGHTS["card"], ("person-card", node[1]), node))
            for phone in filter(None, map(phone_key, card.phones)):
                self._edges.add((WEIGHTS["card"], ("person-card", node[1]), ("phone", phone)))
            self._persons[name_key(card.name)].add(("person-card", node[1]))
            return
        org = self._name_node(card.organization, "card")
        if org is None:
            return
        self._nodes.add(org)
        for address in card.emails:
            self._link_address(org, address, "card")
        for phone in filter(None, map(phone_key, card.phones)):
            self._edges.add((WEIGHTS["card"], org, ("phone", phone)))
        if name_key(card.name):
            self._persons[name_key(card.name)].add(org)

    def see_address(self, address: str) -> None:
        """Say that a mail address occurs in the contact; its domain may turn out to be a client's own."""
        self._seen.add(address)

    # -- resolution -------------------------------------------------------------------------------------------------

    def resolve(self) -> None:
        """Join what is proven, in an order that does not depend on the order of import; then propose what is not."""
        self._parent, self._groups, self._clients, self.proposed = {}, {}, {}, []
        self._join_seen_domains()
        for node in sorted(self._nodes):
            self._find(node)
        for weight, left, right in sorted(self._edges):
            if left not in self._own and right not in self._own:
                self._union(left, right, weight)
        self._build_clients()
        self._propose_lookalikes()
        pairs = {frozenset({m.left, m.right}): m for m in sorted(self.proposed, key=_merge_order, reverse=True)}
        self.proposed = sorted(pairs.values(), key=_merge_order)

    def client_of_party(self, party: Party, program: str) -> Client | None:
        """Return the client an invoice or time entry belongs to: customer number first, then VAT id, name, address."""
        if party.number.strip():
            found = self._client(("number", f"{program}:{party.number.strip()}"))
            if found:
                return found
        if party.vat_id.strip():
            found = self._client(("vat", party.vat_id.replace(" ", "").upper()))
            if found:
                return found
        return self.client_of_name(party.name) or (self.client_of_address(party.email) if party.email else None)

    def client_of_name(self, name: str) -> Client | None:
        """Return the client with this name in any proven form."""
        key = name_key(name)
        if not key:
            return None
        found = self._client(("name", key))
        if found is None:
            nodes = {self._find(n) for n in self._loose.get(loose_key(name), ())}
            found = self._client(next(iter(nodes))) if len(nodes) == 1 else None
        return found

    def client_of_address(self, address: str, shown_name: str = "") -> Client | None:
        """Return the client to whom a mail address (or chat handle) belongs, else None. Own addresses are nobody's."""
        address = address.casefold()
        if self.is_own_address(address):
            return None
        found = self._client(("email", address))
        domain = company_domain(address)
        if found is None and domain:
            found = self._client(("domain", domain))
        if found is None and " " in name_key(shown_name):
            found = self._client(("name", name_key(shown_name)))
        return found

    def client_of_chat(self, handle: str, shown_name: str, conversation: str, group: bool) -> Client | None:
        """Return the client of a chat sender: by phone, by a card's unique person name, by the chat's own name."""
        phone = phone_key(handle) or phone_key(shown_name)
        if phone:
            found = self._client(("phone", phone))
            if found:
                return found
        names = [shown_name] if group else [shown_name, conversation]
        for name in names:
            key = name_key(name)
            owners = {self._find(n) for n in self._persons.get(key, ())}
            if len(owners) == 1 and (found := self._client(next(iter(owners)))):
                return found
            if key and (found := self.client_of_name(name)):
                return found
        return self.client_of_address(handle) if "@" in handle else None

    def is_excluded(self, address: str) -> bool:
        """Tell whether an address belongs to an organization the user said is not a client."""
        nodes = (("email", address), ("domain", company_domain(address)))
        return any(n in self._parent and self._find(n) in self._excluded for n in nodes)

    @property
    def clients(self) -> list[Client]:
        """All clients that a record names, by shown name."""
        return self._order

    # -- inside -----------------------------------------------------------------------------------------------------

    def _name_node(self, name: str, source: str) -> Node | None:
        key = name_key(name)
        if not key:
            return None
        node = ("name", key)
        self._spellings[node][source][" ".join(name.split())] += 1
        self._loose[loose_key(name)].add(node)
        return node

    def _add_settings(
        self, name: str, aliases: tuple[str, ...], domains: Iterable[str], addresses: Iterable[str]
    ) -> None:
        node = self._name_node(name, "settings")
        if node is None:
            return
        self._nodes.add(node)
        for alias in aliases:
            other = self._name_node(alias, "alias")
            if other:
                self._edges.add((WEIGHTS["settings"], node, other))
        for domain in domains:
            self._edges.add((WEIGHTS["settings"], node, ("domain", domain)))
        for address in addresses:
            self._edges.add((WEIGHTS["settings"], node, ("email", address)))
            phone = phone_key(address) if "@" not in address else ""
            if phone:
                self._edges.add((WEIGHTS["settings"], node, ("phone", phone)))
            elif "@" not in address and (other := self._name_node(address, "alias")):
                self._edges.add((WEIGHTS["settings"], node, other))

    def _link_address(self, node: Node, address: str, proof: str) -> None:
        address = address.strip().casefold()
        if "@" not in address or self.is_own_address(address):
            return
        self._edges.add((WEIGHTS[proof], node, ("email", address)))
        domain = company_domain(address)
        if domain:
            self._edges.add((WEIGHTS["domain"], node, ("domain", domain)))

    def _join_seen_domains(self) -> None:
        by_word = defaultdict(set)
        for kind, key in self._nodes:
            if kind == "name":
                by_word[key.replace(" ", "")].add((kind, key))
        for domain in sorted({company_domain(a) for a in self._seen} - {""} - self._own_domains):
            nodes = by_word.get(domain_words(domain), set())
            if len(nodes) == 1 and len(domain_words(domain)) >= 4:
                self._edges.add((WEIGHTS["domain"], next(iter(nodes)), ("domain", domain)))

    def _find(self, node: Node) -> Node:
        if node not in self._parent:
            self._parent[node] = node
            self._groups[node] = self._fresh_group(node)
        root = node
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[node] != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def _fresh_group(self, node: Node) -> _Group:
        group = _Group()
        for source, spellings in self._spellings.get(node, {}).items():
            group.names[source].update(spellings)
        if node[0] == "number":
            group.numbers[node[1].split(":", 1)[0]].add(node[1])
        elif node[0] == "vat":
            group.vat_ids.add(node[1])
        return group

    def _union(self, left: Node, right: Node, weight: int) -> None:
        a, b = sorted((self._find(left), self._find(right)))
        if a == b:
            return
        if weight > WEIGHTS["settings"] and self._conflict(self._groups[a], self._groups[b]):
            names = sorted((self._shown(a) or left[1], self._shown(b) or right[1]))
            self.proposed.append(ProposedMerge(names[0], names[1], "different_numbers", f"{left[1]} / {right[1]}"))
            return
        self._parent[b] = a
        kept, gone = self._groups[a], self._groups.pop(b)
        for source, spellings in gone.names.items():
            kept.names[source].update(spellings)
        for program, numbers in gone.numbers.items():
            kept.numbers[program] |= numbers
        kept.vat_ids |= gone.vat_ids
        kept.settled = kept.settled or gone.settled or (weight == 0 and left[0] == right[0] == "name")

    @staticmethod
    def _conflict(a: _Group, b: _Group) -> bool:
        if a.settled or b.settled:
            return False
        if a.vat_ids and b.vat_ids and a.vat_ids != b.vat_ids:
            return True
        return any(b.numbers.get(program, numbers) != numbers for program, numbers in a.numbers.items())

    def _shown(self, root: Node) -> str:
        names = self._groups[root].names
        for source in NAME_SOURCES:
            if names.get(source):
                return min(names[source].items(), key=lambda item: (-item[1], item[0]))[0]
        return ""

    def _client(self, node: Node) -> Client | None:
        if node not in self._parent:
            return None
        root = self._find(node)
        return None if root in self._excluded else self._clients.get(root)

    def _build_clients(self) -> None:
        members: dict[Node, list[Node]] = defaultdict(list)
        for node in sorted(self._parent):
            members[self._find(node)].append(node)
        for entry in self._settings.clients:
            if entry.not_a_client:
                self._excluded.add(self._find(("name", name_key(entry.name))))
        named = []
        for root, nodes in members.items():
            if root in self._excluded or any(n in self._own for n in nodes) or not (nodes and self._shown(root)):
                continue
            if all(n[0] == "person-card" or n[0] in {"email", "phone", "domain"} for n in nodes):
                continue
            named.append((root, nodes))
        named.sort(key=lambda item: (name_key(self._shown(item[0])), item[0]))
        for number, (root, nodes) in enumerate(named):
            shown = self._shown(root)
            spellings = {s for by in self._groups[root].names.values() for s in by} - {shown}
            self._clients[root] = Client(
                key=number,
                name=shown,
                aliases=tuple(sorted(spellings)),
                domains=tuple(n[1] for n in nodes if n[0] == "domain"),
                addresses=tuple(n[1] for n in nodes if n[0] == "email"),
                named=self._is_named(root),
            )
        self._order = [self._clients[root] for root, _ in named]

    def _is_named(self, root: Node) -> bool:
        names = self._groups[root].names
        return any(names.get(source) for source in NAME_SOURCES if source != "card")

    def _propose_lookalikes(self) -> None:
        clients = self._order
        by_word: dict[str, list[Client]] = defaultdict(list)
        for client in clients:
            for word in set(name_key(client.name).split()):
                by_word[word].append(client)
        pairs = {
            (a.key, b.key)
            for group in by_word.values()
            if len(group) <= 50
            for a in group
            for b in group
            if a.key < b.key
        }
        for a_key, b_key in sorted(pairs):
            left, right = clients[a_key], clients[b_key]
            if same_words(left.name, right.name):
                self.proposed.append(ProposedMerge(left.name, right.name, "similar_name"))
        self._propose_misspelled(clients)
        self._propose_domains(clients)

    def _propose_misspelled(self, clients: list[Client]) -> None:
        by_start: dict[str, list[Client]] = defaultdict(list)
        for client in clients:
            by_start[name_key(client.name)[:3]].append(client)
        for group in by_start.values():
            for i, left in enumerate(group[:200]):
                for right in group[i + 1 : 200]:
                    a, b = name_key(left.name), name_key(right.name)
                    if not same_words(a, b) and SequenceMatcher(None, a, b).ratio() >= 0.88:
                        self.proposed.append(ProposedMerge(left.name, right.name, "similar_name"))

    def _propose_domains(self, clients: list[Client]) -> None:
        unknown = sorted(
            {company_domain(a) for a in self._seen if not self.is_own_address(a) and not self.client_of_address(a)}
            - {""}
        )
        by_part: dict[str, set[int]] = defaultdict(set)
        for client in clients:
            words = name_key(client.name).split()
            for first in range(len(words)):
                for last in range(first + 1, len(words) + 1):
                    if len("".join(words[first:last])) >= 5:
                        by_part["".join(words[first:last])].add(client.key)
        for domain in unknown:
            words_of_domain = domain_words(domain)
            owners = {
                key for part, keys in by_part.items() if len(keys) == 1 and words_of_domain.startswith(part) for key in keys
            }
            if len(owners) == 1:
                name = clients[next(iter(owners))].name
                self.proposed.append(ProposedMerge(name, f"@{domain}", "similar_domain"))


def _merge_order(merge: ProposedMerge) -> tuple[str, str, str]:
    return (merge.code, merge.left, merge.right)
