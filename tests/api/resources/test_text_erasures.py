"""Programs of two people of the office have one text erased."""

from tests.api.resources.city import Api, City, problem


async def test_one_proposes_and_another_agrees(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    body = {"contribution": str(made), "ground": "legal", "reason": "Ein Urteil."}
    first = await api.ask("ina-office", "POST", "/erasures", body)
    assert first.status_code == 201
    assert first.json()["own"] is True
    [waiting] = (await api.get("/erasures", "olga-office"))["items"]
    assert (waiting["contribution"], waiting["ground"]) == (str(made), "legal")
    assert (waiting["reason"], waiting["own"]) == ("Ein Urteil.", False)
    agreement, seen = f"/erasures/{made}/agreement", {"seen": waiting["proposed"]}
    problem(await api.ask("ina-office", "POST", agreement, seen), 403, "AnotherPersonMustAgree")
    assert (await api.write("olga-office", "POST", agreement, seen))["erased"] is True
    assert (await api.get("/erasures", "ina-office"))["items"] == []
    assert (await api.get(f"/proposals/{made}"))["title"] is None


async def test_nobody_agrees_to_a_proposal_they_have_not_read(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    body = {"contribution": str(made), "ground": "retention", "reason": "Die Frist ist vorbei."}
    await api.ask("ina-office", "POST", "/erasures", body)
    [read] = (await api.get("/erasures", "olga-office"))["items"]
    await api.ask("ina-office", "DELETE", f"/erasures/{made}")
    city.later(minutes=5)
    other = {**body, "ground": "legal", "reason": "Ein Urteil."}
    await api.ask("ina-office", "POST", "/erasures", other)
    agreement = f"/erasures/{made}/agreement"
    unread = await api.ask("olga-office", "POST", agreement, {"seen": read["proposed"]})
    problem(unread, 409, "ChangedMeanwhile")
    assert (await api.get(f"/proposals/{made}"))["title"] is not None
    [read] = (await api.get("/erasures", "olga-office"))["items"]
    done = await api.write("olga-office", "POST", agreement, {"seen": read["proposed"]})
    assert done["erased"] is True


async def test_a_proposal_is_declined_once(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    body = {"contribution": str(made), "ground": "retention", "reason": "Die Frist ist vorbei."}
    await api.ask("ina-office", "POST", "/erasures", body)
    declined = await api.ask("olga-office", "DELETE", f"/erasures/{made}")
    assert declined.json() == {"contribution": str(made), "erased": False}
    problem(await api.ask("olga-office", "DELETE", f"/erasures/{made}"), 404, "TextUnknown")
    assert (await api.get(f"/proposals/{made}"))["title"] is not None


async def test_what_is_not_there_cannot_be_proposed(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    city.erase_texts_of(made)
    body = {"contribution": str(made), "ground": "legal", "reason": "Ein Urteil."}
    problem(await api.ask("ina-office", "POST", "/erasures", body), 404, "TextUnknown")
    unknown = {**body, "contribution": str(city.new_id())}
    problem(await api.ask("ina-office", "POST", "/erasures", unknown), 404, "NotFound")
