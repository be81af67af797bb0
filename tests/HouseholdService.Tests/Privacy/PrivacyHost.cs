using PovertyPlatform.HouseholdServiceTests.Reviews;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>The registry with the sample commune's recognised list of 2025, and the steps of people's rights as clients take them.</summary>
public class PrivacyHost : ReviewHost
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private bool _isRecognised;

    public static TestActor Receiver => TestActors.Officer;

    public static TestActor Chair => TestActors.Chair;

    public static TestActor Bank => TestActors.Bank;

    /// <summary>Makes the list of 2025 once; it is the day.</summary>
    public async Task Recognised(string day = "2026-09-07")
    {
        await _once.WaitAsync();
        try
        {
            if (!_isRecognised)
            {
                Day("2026-08-03");
                await ImportSample(2025, "2025-11-14");
                var list = (await Do(Receiver, "lists", new { communeCode = Commune, year = 2025 })).GetProperty("id").GetGuid();
                await Do(Chair, $"lists/{list}/recognition", new { decisionNumber = "25/QĐ-UBND", decidedOn = "2025-12-10", signer = "Hờ A Chống, Chủ tịch" });
                // Five more households that are on no list.
                using var officer = ClientFor(Receiver);
                var more = await Import(Book(5, 5001), year: 2026, reviewedOn: "2026-07-30", onFaults: "skip", client: officer);
                if (await Scalar<long>("select count(*) from household h where not exists (select from poverty_list_entry e where e.household_id = h.id)") < 5)
                    throw new InvalidOperationException(more.GetRawText());
                _isRecognised = true;
            }
        }
        finally
        {
            _once.Release();
        }

        Day(day);
    }

    /// <summary>A poor household of the list with several members.</summary>
    public Task<Guid> PoorHousehold(int which) => Scalar<Guid>(
        $"select household_id from poverty_list_entry e where class = 1 and adults >= 2 order by household_id offset {which} limit 1");

    /// <summary>A household that is on no list.</summary>
    public Task<Guid> UnlistedHousehold(int which) => Scalar<Guid>(
        $"select id from household h where not exists (select from poverty_list_entry e where e.household_id = h.id) order by id offset {which} limit 1");

    /// <summary>What an officer writes down.</summary>
    public static object Claim(Guid household, string kind, Guid? member = null, string? receivedOn = null, string reference = "Thẻ căn cước, bà Mai đối chiếu") => new
    {
        householdId = household,
        memberId = member,
        kind,
        channel = "InPerson",
        requester = "Giàng A Páo",
        relation = "HeadOfHousehold",
        verifiedHow = "CitizenCard",
        verifiedReference = reference,
        wish = "Đề nghị giải quyết theo đơn ngày hôm nay",
        receivedOn,
    };

    /// <summary>Receives a request.</summary>
    public async Task<Guid> Receive(Guid household, string kind, Guid? member = null) => (await Do(Receiver, "rights-requests", Claim(household, kind, member))).GetProperty("id").GetGuid();

    /// <summary>Receives a request and accepts it.</summary>
    public async Task<Guid> Accept(Guid household, string kind, Guid? member = null)
    {
        var id = await Receive(household, kind, member);
        await Do(Chair, $"rights-requests/{id}/answer", new { isAccepted = true, answer = "Ủy ban nhân dân xã đồng ý thực hiện" });
        return id;
    }
}
