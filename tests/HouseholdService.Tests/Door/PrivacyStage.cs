using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Requests of rights and a restriction in the own commune and in the neighbour's.</summary>
internal static class PrivacyStage
{
    private const string Requests = "/v1/rights-requests";
    private const string Wish = "Xin xem dữ liệu của hộ Kín Mít";
    private const string Told = "what is held is told again, and each telling is recorded";
    private static readonly int[] LetIn = [200, 201, 400, 409, 412, 422];

    /// <summary>Adds the samples; the ids and texts of the other commune.</summary>
    public static async Task<IReadOnlyList<string>> Add(ImportHost host, Dictionary<string, AccessSample> samples, Guid household, Guid otherHousehold)
    {
        var (own, other) = (await Arrange(host, Places.Own, household, "Xin xem dữ liệu của hộ"), await Arrange(host, Places.Other, otherHousehold, Wish));
        void Thing(string request, Func<Ids, string> path, object? body = null, string? shows = null, string? repeats = null, object? otherBody = null) => samples[request] = new AccessSample(AreaRule.Thing, path(own))
        {
            Other = path(other),
            Body = body,
            OtherBody = otherBody,
            Shows = shows,
            Repeats = repeats,
            Passes = request.StartsWith("GET", StringComparison.Ordinal) || shows is not null ? [200] : LetIn,
        };

        object Claim(Guid about) => new
        {
            householdId = about,
            kind = "Access",
            channel = "InPerson",
            requester = "Hờ A Chống",
            relation = "HeadOfHousehold",
            verifiedHow = "CitizenCard",
            verifiedReference = "Thẻ căn cước, bà Mai đối chiếu",
            wish = "Xin xem dữ liệu của hộ",
        };
        Thing($"POST {Requests}", _ => Requests, Claim(household), otherBody: Claim(otherHousehold));
        samples[$"GET {Requests}"] = new AccessSample(AreaRule.Filtered, $"{Requests}?communeCode={Places.Own}") { Other = $"{Requests}?communeCode={Places.Other}", Shows = $"{own.Late}" };
        samples[$"GET {Requests}/overdue"] = new AccessSample(AreaRule.Filtered, $"{Requests}/overdue") { Shows = $"\"communeCode\":\"{Places.Own}\"" };
        Thing($"GET {Requests}/{{id}}", ids => $"{Requests}/{ids.Open}", shows: $"{own.Open}");
        Thing($"POST {Requests}/{{id}}/answer", ids => $"{Requests}/{ids.Open}/answer", new { isAccepted = true, answer = "Ủy ban nhân dân xã đồng ý" });
        Thing($"POST {Requests}/{{id}}/extension", ids => $"{Requests}/{ids.Accepted}/extension", new { reason = "Cần đối chiếu hồ sơ giấy" });
        Thing($"POST {Requests}/{{id}}/disclosure", ids => $"{Requests}/{ids.Accepted}/disclosure", shows: "\"accesses\"", repeats: Told);
        Thing($"POST {Requests}/{{id}}/completion", ids => $"{Requests}/{ids.Restricting}/completion", new { outcome = "Đã ngừng chia sẻ, báo ngân hàng" });
        Thing($"POST {Requests}/{{id}}/withdrawal", ids => $"{Requests}/{ids.Open}/withdrawal", new { reason = "Người dân rút yêu cầu" });
        Thing($"POST {Requests}/{{id}}/erasure", ids => $"{Requests}/{ids.Erasing}/erasure", new { outcome = "Xóa toàn bộ dữ liệu của hộ" }, repeats: "a request is finished once");
        Thing($"GET {Requests}/{{id}}/certificate", ids => $"{Requests}/{ids.Erased}/certificate", shows: $"{own.Erased}");
        Thing("GET /v1/households/{id}/restrictions", ids => $"/v1/households/{ids.Household}/restrictions", shows: $"{own.Restriction}");
        Thing("POST /v1/households/{id}/restrictions/{restrictionId}/end", ids => $"/v1/households/{ids.Household}/restrictions/{ids.Restriction}/end", new { reason = "Người dân đề nghị bỏ" });

        void OfHousehold(string method, string what, object? body = null, string? shows = null) => Thing($"{method} /v1/households/{{id}}/{what}", ids => $"/v1/households/{ids.Household}/{what}", body, shows);
        OfHousehold("GET", "consents", shows: "items");
        OfHousehold("POST", "consents", new { kind = "photo", obtained = "PaperForm", formReference = "Phiếu 12/2026", givenBy = "Giàng A Páo", relation = "HeadOfHousehold" });
        OfHousehold("POST", "consents/withdrawal", new { kind = "photo", reference = "Phiếu 13/2026" });
        OfHousehold("GET", "sponsor-card", shows: "mayPhotograph");
        // Only who is willing is listed; the neighbour's household is willing, too, and must stay out of sight.
        foreach (var (commune, willing) in new[] { (Places.Own, household), (Places.Other, otherHousehold) })
            await host.Scalar<long>($"""
                with c as (insert into consent (province_code, commune_code, id, household_id, kind_code, given_on, until, obtained, form_reference, given_by, relation, taken_by, recorded_at)
                           values ('15', '{commune}', gen_random_uuid(), '{willing}', 'sharing-with-sponsors', '2025-10-01', '2099-01-01', 'paper-form', 'Phiếu 14/2025', 'Giàng A Páo', 'head-of-household', 'door-arranger', now()) returning 1)
                select count(*) from c
                """);
        samples["GET /v1/sponsor-cards"] = new AccessSample(AreaRule.Filtered, "/v1/sponsor-cards") { Shows = $"{household}" };
        Thing("POST /v1/legal-holds/{id}/end", ids => $"/v1/legal-holds/{ids.Hold}/end", new { orderNumber = "12/QĐ-TTr", endedOn = "2026-10-06" });
        samples["GET /v1/legal-holds"] = new AccessSample(AreaRule.Filtered, "/v1/legal-holds") { Shows = $"{own.Hold}" };
        samples["POST /v1/legal-holds"] = new AccessSample(AreaRule.Named, "/v1/legal-holds")
        {
            Body = new { communeCode = Places.Own, orderNumber = "11/QĐ-TTr", orderedBy = "Thanh tra tỉnh", orderedOn = "2026-10-01" },
            OtherBody = new { communeCode = Places.Other, orderNumber = "11/QĐ-TTr", orderedBy = "Thanh tra tỉnh", orderedOn = "2026-10-01" },
            Passes = LetIn,
        };
        samples["GET /v1/retention/preview"] = new AccessSample(AreaRule.Named, "/v1/retention/preview?provinceCode=15") { Other = "/v1/retention/preview?provinceCode=92", IsOfProvinces = true, Shows = "import-file" };
        samples["GET /v1/retention/acts"] = new AccessSample(AreaRule.Filtered, "/v1/retention/acts") { Shows = $"{own.Act}" };
        samples["GET /v1/privacy/purposes"] = new AccessSample(AreaRule.Everywhere, "/v1/privacy/purposes") { Shows = "credit-grant" };
        samples["GET /v1/privacy/consent-kinds"] = new AccessSample(AreaRule.Everywhere, "/v1/privacy/consent-kinds") { Shows = "sharing-with-sponsors" };
        return [Wish, $"{other.Open}", $"{other.Accepted}", $"{other.Restriction}", $"{other.Hold}", $"{other.Act}"];
    }

    private static async Task<Ids> Arrange(ImportHost host, string commune, Guid household, string wish)
    {
        var ids = new Ids(household, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        // A restriction of one member who is not there: the household's representatives are still read by another sample.
        await host.Scalar<long>($"""
            with r as (
              insert into rights_request (province_code, commune_code, id, household_id, kind, channel, requester, relation, verified_how, verified_reference, wish, received_on, received_by,
                answer_due_on, finish_due_on, state, answered_on, answered_by, answer)
              select '15', '{commune}', id, '{household}', kind, 'in-person', 'Giàng A Páo', 'head-of-household', 'citizen-card', 'Thẻ căn cước', '{wish}', '2026-10-01', 'door-arranger',
                '2026-10-05', '2099-12-31', state, case when state = 'received' then null else date '2026-10-02' end, case when state = 'received' then null else 'door-chair' end,
                case when state = 'received' then null else 'Đồng ý' end
              from (values ('{ids.Late}'::uuid, 'correction', 'received'), ('{ids.Open}', 'access', 'received'), ('{ids.Erasing}', 'erasure', 'accepted'), ('{ids.Erased}', 'erasure', 'accepted'), ('{ids.Accepted}', 'access', 'accepted'), ('{ids.Restricting}', 'restriction', 'accepted')) as made (id, kind, state)
              returning id)
            select count(*) from r
            """);
        await host.Scalar<long>($"""
            with x as (insert into processing_restriction (province_code, commune_code, id, household_id, member_id, request_id, from_on, recorded_by)
                       values ('15', '{commune}', '{ids.Restriction}', '{household}', '{Guid.CreateVersion7()}', '{ids.Restricting}', '2026-10-02', 'door-chair') returning 1)
            select count(*) from x
            """);
        await host.Scalar<long>($"""
            with e as (insert into erasure_certificate (province_code, commune_code, id, household_id, request_id, ground, erased_by, erased_at, digest)
                       values ('15', '{commune}', gen_random_uuid(), '{household}', '{ids.Erased}', 'Luật 91/2025/QH15', 'door-chair', now(), decode(repeat('00', 32), 'hex')) returning 1)
            select count(*) from e
            """);
        await host.Scalar<long>($"""
            with h as (insert into legal_hold (province_code, commune_code, id, household_id, order_number, ordered_by, ordered_on, placed_by, placed_at)
                       values ('15', '{commune}', '{ids.Hold}', gen_random_uuid(), '10/QĐ-TTr', 'Thanh tra tỉnh', '2026-10-01', 'door-arranger', now()) returning 1),
            a as (insert into retention_act (province_code, commune_code, id, rule_code, rule_province, rule_valid_from, months, action, on_day, rows, digest, done_at)
                  select '15', '{commune}', '{ids.Act}', code, province_code, valid_from, months, action, '2026-10-01', 1, decode(repeat('00', 32), 'hex'), now() from retention_rule where code = 'unused-file' returning 1)
            select count(*) from h, a
            """);
        return ids;
    }

    private sealed record Ids(Guid Household, Guid Erasing, Guid Erased, Guid Late, Guid Open, Guid Accepted, Guid Restricting, Guid Restriction, Guid Hold, Guid Act);
}
