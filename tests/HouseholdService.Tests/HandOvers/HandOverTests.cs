using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HandOvers;

/// <summary>A household goes from Xã Púng Luông to another commune: by two hands, at one moment, with its past, and across the border of provinces.</summary>
public class HandOverTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Neighbour = "02680";
    private const string Far = "31120";
    private static readonly TestActor OfNeighbour = TestActors.Officer with { Id = "officer-neighbour", Communes = [Neighbour] };
    private static readonly TestActor OfFar = TestActors.Officer with { Id = "officer-cantho", Communes = [Far] };
    private static readonly TestActor OfThird = TestActors.Officer with { Id = "officer-third", Communes = ["02683"] };

    [Fact]
    public async Task AcrossProvinces_TheHouseholdGoesWithItsPeopleAndItsPast()
    {
        var (household, people) = await host.Register(3);
        await host.Do(household, "head", new { newHeadId = people[1], on = "2026-02-01" });
        var state = await State(household);
        var told = await Told("household-moved");
        var offer = await Offer(household, Far);
        Assert.Equal(state, await State(household));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(OfFar, $"households/{household}")).StatusCode);
        Assert.Contains($"{offer}", (await (await Get(OfFar, "hand-overs?side=in&state=offered")).ShouldBeOk()).GetRawText(), StringComparison.Ordinal);

        var accepted = await (await Answer(offer, "acceptance", new { hamlet = "Khu vực 1", code = "ct-9" }, OfFar)).ShouldBeOk();
        Assert.Equal("Accepted", accepted.GetProperty("state").GetString());
        Assert.False(accepted.TryGetProperty("recognition", out _));
        var now = await host.Read(household, actor: OfFar);
        Assert.Equal(("92", Far, "Khu vực 1", "CT-9", "Urban"), (now.GetProperty("provinceCode").GetString()!, now.GetProperty("communeCode").GetString()!, now.GetProperty("hamlet").GetString()!,
            now.GetProperty("code").GetString()!, now.GetProperty("areaType").GetString()!));
        Assert.Equal(people.Order(), (await host.Members(household, actor: OfFar)).Order());
        Assert.Equal(3, await host.Scalar<long>("select count(*) from person_key where household_id = $1 and province_code = '92' and commune_code = '31120'", household));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from member where household_id = $1 and province_code <> '92'", household));
        Assert.Equal(told + 1, await Told("household-moved"));

        // Who holds it today sees what was before; who held it then does too, and nothing that comes.
        Assert.Equal("Bản Púng Luông", (await host.Read(household, "?on=2026-04-30", OfFar)).GetProperty("hamlet").GetString());
        Assert.Equal("Bản Púng Luông", (await host.Read(household, "?on=2026-04-30")).GetProperty("hamlet").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Get(TestActors.Officer, $"households/{household}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(TestActors.Officer, $"households/{household}?on=2026-05-02")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(OfThird, $"households/{household}?on=2026-04-30")).StatusCode);
        var kinds = (await (await Get(OfFar, $"households/{household}/history")).ShouldBeOk()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString());
        Assert.Equal(["HandedOver", "HeadChanged", "Registered"], kinds);

        // Both sides have it on record, and the new commune goes on with it.
        Assert.Equal(2, await host.Scalar<long>("select count(distinct commune_code) from audit.entry where subject_id = $1 and action = 'household.hand-over' and before_hash <> after_hash", household));
        await (await host.Try($"households/{household}/births", new { child = new { fullName = "Giàng Thị Mẩy", relation = "child", birthDate = "2026-06-01" } }, household, actor: OfFar)).ShouldBeOk();
        await (await host.Try($"households/{household}/move", new { hamlet = "Bản Mới" }, ifMatch: "\"1\"")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task HandedOn_TheThirdCommuneSeesAllThatWasBefore()
    {
        var (household, _) = await host.Register(2);
        await (await Answer(await Offer(household, Neighbour), "acceptance", new { hamlet = "Bản Hai" }, OfNeighbour)).ShouldBeOk();
        var second = await Offer(household, "02683", "2026-07-01", OfNeighbour);
        await (await Answer(second, "acceptance", new { hamlet = "Bản Ba" }, OfThird)).ShouldBeOk();
        var hamlets = new List<string?>();
        foreach (var day in new[] { "2026-04-30", "2026-05-01", "2026-07-01" })
            hamlets.Add((await host.Read(household, $"?on={day}", OfThird)).GetProperty("hamlet").GetString());
        Assert.Equal(["Bản Púng Luông", "Bản Hai", "Bản Ba"], hamlets);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(OfNeighbour, $"households/{household}?on=2026-04-30")).StatusCode);
    }

    [Fact]
    public async Task OnlyTheRightSide_AnswersAnOffer()
    {
        var (household, _) = await host.Register(1);
        var offer = await Offer(household, Neighbour);
        var place = new { hamlet = "Bản Hai" };
        await (await Answer(offer, "acceptance", place, OfThird, "\"1\"")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Answer(offer, "acceptance", place, TestActors.Officer)).ShouldBeRefused(HttpStatusCode.Forbidden, "other-side");
        await (await Answer(offer, "withdrawal", new { reason = "Không phải hộ của xã" }, OfNeighbour)).ShouldBeRefused(HttpStatusCode.Forbidden, "other-side");
        var both = TestActors.Officer with { Provinces = ["15"], Communes = [] };
        await (await Answer(offer, "acceptance", place, both)).ShouldBeRefused(HttpStatusCode.Forbidden, "second-person");
        await (await Answer(offer, "acceptance", place, OfNeighbour, "")).ShouldBeRefused((HttpStatusCode)428, "version-needed");
        await (await Answer(offer, "acceptance", place, OfNeighbour, "\"1\"")).ShouldBeRefused(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        await (await Answer(offer, "acceptance", new { hamlet = " " }, OfNeighbour)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(Neighbour + " 04492", await host.Scalar<string>("select to_commune_code || ' ' || (select commune_code from household where id = household_id) from household_hand_over where id = $1 and state = 'offered'", offer));
    }

    [Fact]
    public async Task WhoOnlyReadsHouseholds_SeesNoHandOvers()
    {
        var (household, _) = await host.Register(1);
        var offer = await Offer(household, Neighbour);
        foreach (var reader in new[] { TestActors.Officer, OfNeighbour }.Select(actor => actor.With(Scopes.HouseholdsRead, Scopes.ReviewsConduct)))
            foreach (var path in new[] { "hand-overs", $"hand-overs/{offer}" })
                Assert.Equal(HttpStatusCode.Forbidden, (await Get(reader, path)).StatusCode);
        await (await Get(OfNeighbour.With(Scopes.HandOversRead), $"hand-overs/{offer}")).ShouldBeOk();
    }

    [Fact]
    public async Task RefusedOrWithdrawn_NothingChangesAndItMayBeOfferedAgain()
    {
        var (household, _) = await host.Register(1);
        var state = await State(household);
        var refused = await Offer(household, Neighbour);
        await (await Answer(refused, "refusal", new { reason = "x" }, OfNeighbour)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Answer(refused, "refusal", new { reason = "Hộ không cư trú tại xã" }, OfNeighbour)).ShouldBeOk();
        await (await Answer(refused, "acceptance", new { hamlet = "Bản Hai" }, OfNeighbour)).ShouldBeRefused(HttpStatusCode.Conflict, "hand-over-ended");
        var withdrawn = await Offer(household, Neighbour);
        await (await TryOffer(household, Far)).ShouldBeRefused(HttpStatusCode.Conflict, "offered-already");
        await (await Answer(withdrawn, "withdrawal", new { reason = "Ghi nhầm xã nhận" }, TestActors.Officer)).ShouldBeOk();
        await Offer(household, Far);
        Assert.Equal(state, await State(household));
        Assert.Equal(2, await host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action = 'household.hand-over-refuse'", household));
    }

    [Fact]
    public async Task WhatCannotBeOffered_IsRefusedWithItsReason()
    {
        var (household, people) = await host.Register(2);
        await (await TryOffer(household, "04492")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "lives-there-already");
        await (await TryOffer(household, "99999")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "unknown-commune");
        await (await TryOffer(household, Neighbour, "2026-01-09")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        await (await TryOffer(household, Neighbour, "2099-01-01")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "date-in-future");
        await (await TryOffer(household, Neighbour, reason: "Số 015080000123 chuyển đi")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Try($"households/{household}/hand-over", new { toCommuneCode = Neighbour, reason = "Chuyển nơi ở", evidence = "1/CT" })).ShouldBeRefused((HttpStatusCode)428, "version-needed");

        // After the offer a later event makes its day impossible.
        var offer = await Offer(household, Neighbour, "2026-03-01");
        await host.Do(household, "head", new { newHeadId = people[1], on = "2026-04-01" });
        await (await Answer(offer, "acceptance", new { hamlet = "Bản Hai" }, OfNeighbour)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order");
        var (ended, _) = await host.Register(1);
        await host.Do(ended, "closing", new { on = "2026-03-01", reason = "Đi khỏi địa phương", evidence = "1/BB" });
        await (await TryOffer(ended, Neighbour)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "household-closed");
    }

    [Fact]
    public async Task SameCodeInTheNewCommune_IsRefusedAndNothingMoves()
    {
        var (household, _) = await host.Register(1);
        var offer = await Offer(household, Neighbour);
        await host.Scalar<Guid>("""
            with home as (insert into household (province_code, commune_code, id, code, head_name, head_search, area_type, persons) values ('15', $1, gen_random_uuid(), 'TRUNG-1', 'A', 'a', 1, 1) returning *)
            insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, relation_code)
            select province_code, commune_code, gen_random_uuid(), id, 1, head_name, head_search, 'head' from home returning household_id
            """, Neighbour);
        await (await Answer(offer, "acceptance", new { hamlet = "Bản Hai", code = "trung-1" }, OfNeighbour)).ShouldBeRefused(HttpStatusCode.Conflict, "household-exists");
        Assert.Equal("04492", await host.Scalar<string>("select commune_code from household where id = $1", household));
        await (await Answer(offer, "acceptance", new { hamlet = "Bản Hai", code = "trung-2" }, OfNeighbour)).ShouldBeOk();
    }

    [Fact]
    public async Task SameRequestAgain_AndManyAtOnce_MoveItOnce()
    {
        var (household, _) = await host.Register(1);
        var offer = await Offer(household, Neighbour);
        var tag = await TagOf(offer, OfNeighbour);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Answer(offer, "acceptance", new { hamlet = "Bản Hai" }, OfNeighbour, tag)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed }));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from household_event where household_id = $1 and kind = 'handed-over'", household));

        var (again, _) = await host.Register(1);
        var other = await Offer(again, Neighbour);
        var otherTag = await TagOf(other, OfNeighbour);
        var first = await (await Answer(other, "acceptance", new { hamlet = "Bản Hai" }, OfNeighbour, otherTag, $"again-{again:N}")).ShouldBeOk();
        var second = await (await Answer(other, "acceptance", new { hamlet = "Bản Hai" }, OfNeighbour, otherTag, $"again-{again:N}")).ShouldBeOk();
        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Fact]
    public async Task AcceptedHandOver_IsNotUndone_AndWhatWasBeforeIsNotEither()
    {
        var (household, people) = await host.Register(2);
        var head = await host.Do(household, "head", new { newHeadId = people[1], on = "2026-02-01" });
        var accepted = await (await Answer(await Offer(household, Neighbour), "acceptance", new { hamlet = "Bản Hai" }, OfNeighbour)).ShouldBeOk();
        var undo = new { reason = "Ghi nhầm", evidence = "1/BB" };
        await (await host.Try($"household-events/{accepted.GetProperty("eventId").GetGuid()}/undo", undo, household, actor: OfNeighbour)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-undoable");
        var refused = await (await host.Try($"household-events/{head.GetProperty("eventId").GetGuid()}/undo", undo, household, actor: OfNeighbour)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "depended-upon");
        Assert.Contains("bàn giao hộ", refused.GetProperty("title").GetString(), StringComparison.Ordinal);
        // Back by the same way.
        await (await Answer(await Offer(household, "04492", "2026-08-01", OfNeighbour), "acceptance", new { hamlet = "Bản Púng Luông" }, TestActors.Officer)).ShouldBeOk();
        Assert.Equal(people.Count, (await host.Members(household)).Count);
    }

    private async Task<Guid> Offer(Guid household, string to, string on = "2026-05-01", TestActor? actor = null) =>
        (await (await TryOffer(household, to, on, actor)).ShouldBeOk()).GetProperty("id").GetGuid();

    private Task<HttpResponseMessage> TryOffer(Guid household, string to, string on = "2026-05-01", TestActor? actor = null, string reason = "Cả hộ chuyển nơi thường trú") =>
        host.Try($"households/{household}/hand-over", new { toCommuneCode = to, on, reason, evidence = "15/CT" }, household, actor: actor);

    private async Task<HttpResponseMessage> Answer(Guid offer, string what, object body, TestActor actor, string? tag = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/hand-overs/{offer}/{what}") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString("N"));
        if ((tag ?? await TagOf(offer, actor)) is { Length: > 0 } version)
            request.Headers.Add("If-Match", version);
        return await host.ClientFor(actor).SendAsync(request);
    }

    private async Task<string> TagOf(Guid offer, TestActor actor)
    {
        using var response = await Get(actor, $"hand-overs/{offer}");
        return response.Headers.ETag?.ToString() ?? "\"0\"";
    }

    private Task<HttpResponseMessage> Get(TestActor actor, string path) => host.ClientFor(actor).GetAsync($"/v1/{path}");

    private Task<long> Told(string name) => host.Scalar<long>($"select count(*) from messaging.outbox_message where contract = 'event:household:{name}:v1'");

    private Task<string> State(Guid household) => host.Scalar<string>(
        "select string_agg(to_jsonb(m)::text, '|' order by id) || (select to_jsonb(h)::text from household h where id = $1) from member m where household_id = $1", household);
}
