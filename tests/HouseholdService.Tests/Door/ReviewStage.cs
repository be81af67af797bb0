using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>An open review with a case, a posting and an objection in the own commune and in the neighbour's.</summary>
internal static class ReviewStage
{
    /// <summary>Who objects in the neighbour commune: a text that no answer of the own commune may hold.</summary>
    public const string Canary = "Người phản ánh Kín Mít";

    private const string Cycles = "/v1/review-cycles";
    private const string Cases = "/v1/review-cases";

    // Whether the step is in order today is a matter of the review's own tests; here it only matters who is let in.
    private static readonly int[] LetIn = [200, 201, 202, 204, 400, 409, 412, 422];
    private static readonly string Hash = new('c', 64);
    private static readonly object Evidence = new { reference = "Biên bản", sha256 = Hash };

    /// <summary>Adds the samples of the review; the ids of the other commune, for which nobody may ask.</summary>
    public static async Task<IReadOnlyList<string>> Add(ImportHost host, Dictionary<string, AccessSample> samples, Guid household, Guid otherHousehold)
    {
        var (own, other) = (await Arrange(host, Places.Own, household, "Người phản ánh"), await Arrange(host, Places.Other, otherHousehold, Canary));

        void Thing(string request, Func<Ids, string> path, object? body = null, object? otherBody = null, string? shows = null, string? repeats = null, int[]? passes = null) =>
            samples[request] = new AccessSample(AreaRule.Thing, path(own)) { Other = path(other), Body = body, OtherBody = otherBody, Shows = shows, Repeats = repeats, Passes = passes ?? (request.StartsWith("GET", StringComparison.Ordinal) ? [200] : LetIn) };

        // Lists and counts of a review that lies elsewhere are empty.
        void Listed(string what, string shows) => samples[$"GET {Cycles}/{{id}}/{what}"] = new AccessSample(AreaRule.Filtered, $"{Cycles}/{own.Cycle}/{what}") { Other = $"{Cycles}/{other.Cycle}/{what}", Shows = shows };

        object Plan(string commune) => new { communeCode = commune, kind = "Annual", planNumber = "12/KH-UBND", plannedOn = "2026-11-01", opensOn = "2026-11-02", closesOn = "2026-12-14" };
        samples[$"POST {Cycles}"] = new AccessSample(AreaRule.Named, Cycles) { Body = Plan(Places.Own), OtherBody = Plan(Places.Other), Passes = LetIn };
        samples[$"GET {Cycles}"] = new AccessSample(AreaRule.Filtered, Cycles) { Shows = $"{own.Cycle}" };
        samples[$"GET {Cases}"] = new AccessSample(AreaRule.Filtered, $"{Cases}?cycleId={own.Cycle}") { Other = $"{Cases}?cycleId={other.Cycle}", Shows = $"{own.Case}" };

        Thing($"GET {Cycles}/{{id}}", ids => $"{Cycles}/{ids.Cycle}", shows: $"{own.Cycle}");
        Thing($"PUT {Cycles}/{{id}}/people", ids => $"{Cycles}/{ids.Cycle}/people", repeats: "the people named replace those named before", body: new
        {
            decision = "30/QĐ-UBND",
            decidedOn = "2026-11-02",
            people = new object[] { new { role = "CommitteeHead", fullName = "Hờ A Chống", position = "Chủ tịch" }, new { role = "Reviewer", fullName = "Sùng A Vàng" } },
        });
        foreach (var step in new[] { "opening", "closing", "lock", "adoption", "listing" })
            Thing($"POST {Cycles}/{{id}}/{step}", ids => $"{Cycles}/{ids.Cycle}/{step}", body: step == "listing" ? new { on = "2026-11-02" } : null);
        Thing($"POST {Cycles}/{{id}}/report", ids => $"{Cycles}/{ids.Cycle}/report", new { reportNumber = "1/BC-UBND", reportedOn = "2026-11-20" });
        Thing($"POST {Cycles}/{{id}}/reopening", ids => $"{Cycles}/{ids.Cycle}/reopening", new { reason = "Cần kiểm tra lại số liệu của xã" });
        Thing($"POST {Cycles}/{{id}}/cancellation", ids => $"{Cycles}/{ids.Cycle}/cancellation", new { reason = "Lập lại kế hoạch của xã" });
        Thing($"GET {Cycles}/{{id}}/hamlets", ids => $"{Cycles}/{ids.Cycle}/hamlets", shows: "[");
        Thing($"POST {Cycles}/{{id}}/requests", ids => $"{Cycles}/{ids.Cycle}/requests",
            new { requests = new[] { new { householdId = household, form = "01", channel = "InPerson", requestedOn = "2026-11-02", evidence = Evidence } } });
        Thing($"POST {Cycles}/{{id}}/screenings", ids => $"{Cycles}/{ids.Cycle}/screenings", new { screenings = new[] { new { caseId = own.Case, passed = true, on = "2026-11-02", evidence = Evidence } } });
        Thing($"POST {Cycles}/{{id}}/meetings", ids => $"{Cycles}/{ids.Cycle}/meetings", new
        {
            hamlet = "Bản Púng Luông",
            heldOn = "2026-11-10",
            place = "Nhà văn hóa thôn",
            chair = "Giàng A Sử",
            secretary = "Vàng Thị Mai",
            present = 20,
            householdsInvited = 25,
            householdsPresent = 20,
            frontPresent = true,
            minutesReference = "01/BB-HD",
            minutesSha256 = Hash,
            signatures = new[] { "Giàng A Sử", "Vàng Thị Mai", "Lý A Dơ" },
            votes = new[] { new { caseId = own.Case, agree = 20, disagree = 0 } },
        });
        Listed("meetings", "Người phản ánh");
        Thing($"POST {Cycles}/{{id}}/postings", ids => $"{Cycles}/{ids.Cycle}/postings",
            new { round = 1, hamlet = "Bản Púng Luông", places = new[] { "Trụ sở UBND xã" }, fromDay = "2026-11-10", until = "2026-11-20", proofReference = "Biên bản niêm yết", proofSha256 = Hash });
        Listed("postings", $"{own.Posting}");
        Thing($"POST {Cycles}/{{id}}/objections", ids => $"{Cycles}/{ids.Cycle}/objections",
            new { objections = new[] { new { caseId = own.Case, kind = "DataFault", channel = "InPerson", objector = "Lý A Dơ", text = "Hộ có thu nhập khác", receivedOn = "2026-11-12" } } });
        Listed("objections", $"{own.Objection}");
        Listed("objections/counts", "\"lines\":[{");
        Thing($"POST {Cycles}/{{id}}/objections/triage", ids => $"{Cycles}/{ids.Cycle}/objections/triage", new { ids = new[] { own.Objection }, kind = "DataFault", priority = 1, group = "thu nhập" });
        Thing($"POST /v1/objections/{{id}}/settlement", ids => $"/v1/objections/{ids.Objection}/settlement", new { on = "2026-11-20", withdrawn = true, answer = "Người phản ánh đã rút phản ánh" });
        Thing($"GET /v1/postings/{{id}}", ids => $"/v1/postings/{ids.Posting}", shows: $"{own.Posting}");

        Thing($"GET {Cases}/{{id}}", ids => $"{Cases}/{ids.Case}", shows: $"{own.Case}");
        Thing($"POST {Cases}/{{id}}/visit", ids => $"{Cases}/{ids.Case}/visit", new { on = "2026-11-03", reviewerId = Guid.CreateVersion7(), evidence = Evidence });
        Thing($"POST {Cases}/{{id}}/recheck", ids => $"{Cases}/{ids.Case}/recheck", new { on = "2026-11-15", reviewerId = Guid.CreateVersion7(), upheld = false, answer = "Đã kiểm tra lại tại hộ", evidence = Evidence });
        foreach (var (step, body) in new (string, object)[]
                 {
                     ("score", new { on = "2026-11-04" }), ("return", new { on = "2026-11-05", reason = "Thiếu thông tin về đất sản xuất" }), ("withdrawal", new { on = "2026-11-05", reason = "Hộ đề nghị rút đơn" }),
                     ("opinion", new { on = "2026-11-18", reason = "Đề nghị xã xem lại kết quả", evidence = Evidence }), ("closing", new { on = "2026-11-20", reason = "Không còn việc phải làm" }),
                     ("refusal", new { answerNumber = "5/TB-UBND", on = "2026-11-20", reason = "Không đủ điều kiện theo quy định" }),
                 })
            Thing($"POST {Cases}/{{id}}/{step}", ids => $"{Cases}/{ids.Case}/{step}", body);
        foreach (var frame in new[] { $"GET {Cycles}", $"GET {Cycles}/{{id}}", $"GET {Cycles}/{{id}}/hamlets", $"POST {Cycles}/{{id}}/adoption", $"POST {Cycles}/{{id}}/objections", $"POST {Cycles}/{{id}}/requests", $"POST {Cycles}/{{id}}/screenings" })
            samples[frame] = samples[frame] with { IsFrameOfHamlets = true };
        foreach (var ofHamlet in new[] { $"POST {Cycles}/{{id}}/meetings", $"POST {Cycles}/{{id}}/postings" })
            samples[ofHamlet] = samples[ofHamlet] with { FromOtherHamlet = [403] };
        var following = await FollowUpStage.Add(host, samples, household, otherHousehold, (own.Cycle, own.Case, own.Posting), (other.Cycle, other.Case, other.Posting));
        return [.. following, $"{other.Cycle}", $"{other.Case}", $"{other.Posting}", $"{other.Objection}"];
    }

    // Rows as an officer's steps would leave them: the steps themselves are not what is proven here.
    private static async Task<Ids> Arrange(ImportHost host, string commune, Guid household, string objector)
    {
        var ids = new Ids(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.Scalar<long>($"""
            with c as (insert into review_cycle (province_code, commune_code, id, kind, year, month, list_year, plan_number, planned_on, opens_on, closes_on, state, planned_by)
                       values ('15', '{commune}', '{ids.Cycle}', 'annual', 2026, 0, 2026, '12/KH-UBND', '2026-11-01', '2026-11-02', '2026-12-14', 'open', 'door-arranger')),
                 m as (insert into review_meeting (province_code, commune_code, id, cycle_id, hamlet_code, hamlet_name, held_on, place, chair, secretary, present, households_invited, households_present, front_present,
                         minutes_reference, minutes_sha256, signatures, recorded_by, recorded_at)
                       values ('15', '{commune}', '{Guid.CreateVersion7()}', '{ids.Cycle}', '{commune}0001', 'Bản Púng Luông', '2026-11-08', '{objector}', 'Giàng A Sử', 'Vàng Thị Mai', 20, 25, 20, true, '01/BB', '{Hash}',
                         array['Giàng A Sử'], 'door-arranger', now())),
                 k as (insert into review_case (province_code, commune_code, id, cycle_id, household_id, hamlet_name, state, origin, started_on, steps, last_step, last_step_on, last_step_at)
                       values ('15', '{commune}', '{ids.Case}', '{ids.Cycle}', '{household}', 'Bản Púng Luông', 'listed', 'on-list', '2026-11-02', 1, 'list', '2026-11-02', now())),
                 p as (insert into review_posting (province_code, commune_code, id, cycle_id, hamlet_code, hamlet_name, round, places, from_day, until, lines, posted_by, recorded_at)
                       values ('15', '{commune}', '{ids.Posting}', '{ids.Cycle}', '{commune}0001', 'Bản Púng Luông', 1, array['Trụ sở UBND xã'], '2026-11-10', current_date + 10, 0, 'door-arranger', now())),
                 o as (insert into review_objection (province_code, commune_code, id, cycle_id, case_id, kind, channel, objector, text, received_on, due_on, state)
                       values ('15', '{commune}', '{ids.Objection}', '{ids.Cycle}', '{ids.Case}', 'data-fault', 'in-person', '{objector}', '{objector}: hộ có thu nhập khác', '2026-11-12', '2026-11-26', 'received'))
            select 0::bigint
            """);
        return ids;
    }

    private sealed record Ids(Guid Cycle, Guid Case, Guid Posting, Guid Objection);
}
