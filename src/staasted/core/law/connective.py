"""Conditions made of conditions: all, at least one, not. What is not known settles nothing."""

from dataclasses import dataclass

from staasted.core.law.condition import NO, YES, Answer, Condition, Scene


@dataclass(frozen=True, slots=True)
class All(Condition):
    """Every part is true."""

    parts: tuple[Condition, ...]

    def facts(self) -> frozenset[str]:
        """Return the facts its parts look at."""
        return frozenset().union(*(part.facts() for part in self.parts))

    def needs(self) -> frozenset[str] | None:
        """Return what the first part needs that needs anything: all of them must be true."""
        return next((part.needs() for part in self.parts if part.needs() is not None), None)

    def false_without(self) -> frozenset[str] | None:
        """Return what the first part is false without that is so: one false part settles it."""
        found = (part.false_without() for part in self.parts)
        return next((facts for facts in found if facts is not None), None)

    def of_facts_alone(self) -> bool:
        """Return whether nothing but facts can change the answer."""
        return all(part.of_facts_alone() for part in self.parts)

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene: one part that is false settles it."""
        asked = YES
        for part in self.parts:
            found = part.test(scene)
            if found.value is False:
                return NO
            if found.value is None and asked is YES:
                asked = found
        return asked


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """At least one part is true."""

    parts: tuple[Condition, ...]

    def facts(self) -> frozenset[str]:
        """Return the facts its parts look at."""
        return frozenset().union(*(part.facts() for part in self.parts))

    def needs(self) -> frozenset[str] | None:
        """Return what its parts need together; None where one of them may be true without."""
        found = [part.needs() for part in self.parts]
        known = [needed for needed in found if needed is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def false_without(self) -> frozenset[str] | None:
        """Return what its parts are false without; None where one of them is not."""
        found = [part.false_without() for part in self.parts]
        known = [facts for facts in found if facts is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def of_facts_alone(self) -> bool:
        """Return whether nothing but facts can change the answer."""
        return all(part.of_facts_alone() for part in self.parts)

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene: one part that is true settles it."""
        asked = NO
        for part in self.parts:
            found = part.test(scene)
            if found.value:
                return YES
            if found.value is None and asked is NO:
                asked = found
        return asked


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part is false."""

    part: Condition

    def facts(self) -> frozenset[str]:
        """Return the facts its part looks at."""
        return self.part.facts()

    def of_facts_alone(self) -> bool:
        """Return whether nothing but facts can change the answer."""
        return self.part.of_facts_alone()

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene; what is not known stays so."""
        found = self.part.test(scene)
        if found.value is None:
            return found
        return NO if found.value else YES
