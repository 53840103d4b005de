"""A place in the structure tree for a visible signature field (PDF/UA-1, 7.18.4).

A tagged paper stays accessible only if the fields that signing adds to its pages are tagged too.
Imported only when something is signed.
"""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic

_new: Any = generic  # its constructors carry no types


def tag(writer: Any, field: Any, page: Any) -> None:
    """Nest ``field`` on ``page`` (both references) in a Form element, if the PDF is tagged.

    The element's content is the object reference itself, not a list of one: pyHanko's comparison
    of revisions takes a list for a stranger's change.
    """
    if "/StructTreeRoot" not in writer.root:
        return
    tree = writer.root["/StructTreeRoot"]
    above, above_reference = _top_element(tree)
    key = _next_key(tree)
    content = _dictionary(Type=_new.pdf_name("/OBJR"), Obj=field, Pg=page)
    element = writer.add_object(
        _dictionary(
            Type=_new.pdf_name("/StructElem"),
            S=_new.pdf_name("/Form"),
            P=above_reference,
            Pg=page,
            K=content,
        )
    )
    _append_kid(above, element)
    writer.update_container(above)
    _enter(writer, tree["/ParentTree"], key, element)
    tree["/ParentTreeNextKey"] = _new.NumberObject(key + 1)
    writer.update_container(tree)
    widget = field.get_object()
    widget["/StructParent"] = _new.NumberObject(key)
    writer.update_container(widget)


def _top_element(tree: Any) -> tuple[Any, Any]:
    """The first element of the tree (the document) and a reference to it."""
    kids = tree["/K"]
    if isinstance(kids, generic.ArrayObject):
        return kids[0], kids.raw_get(0)
    return kids, tree.raw_get("/K")


def _append_kid(element: Any, kid: Any) -> None:
    """Put ``kid`` behind the contents of ``element``: none, one, or a list."""
    if "/K" not in element:
        element["/K"] = kid
    elif isinstance(element["/K"], generic.ArrayObject):
        kids = [element["/K"].raw_get(place) for place in range(len(element["/K"]))]
        element["/K"] = _new.ArrayObject([*kids, kid])
    else:
        element["/K"] = _new.ArrayObject([element.raw_get("/K"), kid])


def _next_key(tree: Any) -> int:
    """The first number of the parent tree that is free."""
    if "/ParentTreeNextKey" in tree:
        return int(tree["/ParentTreeNextKey"])
    return max(_keys(tree["/ParentTree"]), default=-1) + 1


def _keys(node: Any) -> list[int]:
    """Every number entered below ``node``."""
    if "/Kids" in node:
        return [key for kid in node["/Kids"] for key in _keys(kid.get_object())]
    return [int(key) for key in list(node["/Nums"])[::2]]


def _enter(writer: Any, parents: Any, key: int, element: Any) -> None:
    """Enter ``element`` under ``key`` in the number tree ``parents``, behind all others."""
    pair = [_new.NumberObject(key), element]
    if "/Kids" in parents:
        limits = _new.ArrayObject([_new.NumberObject(key)] * 2)
        leaf = writer.add_object(_dictionary(Limits=limits, Nums=_new.ArrayObject(pair)))
        kids = parents["/Kids"]
        parents["/Kids"] = _new.ArrayObject([*(kids.raw_get(i) for i in range(len(kids))), leaf])
    else:
        nums = parents["/Nums"]
        parents["/Nums"] = _new.ArrayObject([*(nums.raw_get(i) for i in range(len(nums))), *pair])
    writer.update_container(parents)


def _dictionary(**entries: Any) -> Any:
    return _new.DictionaryObject(
        {_new.pdf_name(f"/{name}"): value for name, value in entries.items()}
    )
