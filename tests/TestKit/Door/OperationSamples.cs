using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.TestKit.Door;

/// <summary>Samples of the operators' endpoints, which every service with messages has.</summary>
public static class OperationSamples
{
    /// <summary>Adds them. A service without queues of its own is asked for one that does not exist.</summary>
    public static Dictionary<string, AccessSample> WithOperations(this Dictionary<string, AccessSample> samples, string queue, bool exists = true)
    {
        const string Root = "/v1/operations";
        var unknown = Guid.CreateVersion7();
        IReadOnlyList<int> found = exists ? [200] : [404];
        samples[$"GET {Root}/queues"] = new(AreaRule.Operator, $"{Root}/queues");
        samples[$"GET {Root}/queues/{{queue}}/faults"] = new(AreaRule.Operator, $"{Root}/queues/{queue}/faults") { Passes = found };
        samples[$"POST {Root}/queues/{{queue}}/faults/replay"] = new(AreaRule.Operator, $"{Root}/queues/{queue}/faults/replay")
        {
            Body = new { shelf = "Error", messageId = (Guid?)null },
            Passes = found,
            Repeats = "a message that left the shelf is not there any more",
        };
        samples[$"POST {Root}/queues/{{queue}}/faults/discard"] = new(AreaRule.Operator, $"{Root}/queues/{queue}/faults/discard")
        {
            Body = new { shelf = "Error", messageId = unknown, reason = "there is none" },
            Passes = [404],
            Repeats = "a message that left the shelf is not there any more",
        };
        samples[$"POST {Root}/replays"] = new(AreaRule.Operator, $"{Root}/replays")
        {
            Body = new { queue, contract = "event:nobody:nothing:v1", fromDay = "2026-01-01", toDay = "2026-01-01", reason = "for the matrix" },
            Passes = [400],
            Repeats = "consumers drop what they have handled",
        };
        samples[$"GET {Root}/replays/{{id}}"] = new(AreaRule.Operator, $"{Root}/replays/{unknown}") { Passes = [404] };
        samples[$"DELETE {Root}/replays/{{id}}"] = new(AreaRule.Operator, $"{Root}/replays/{unknown}") { Passes = [404], Repeats = "a cancelled replay stays cancelled" };
        return samples;
    }

    /// <summary>
    /// Adds the sample of the trail, which every service has: a line about the own commune, and one about the neighbour's that says <paramref name="canary"/>, a text that
    /// the stage forbids in every answer.
    /// </summary>
    public static Dictionary<string, AccessSample> WithTrail<TProgram>(this Dictionary<string, AccessSample> samples, ServiceHost<TProgram> host, string canary)
        where TProgram : class
    {
        const string Path = "/v1/audit-entries?from=2026-10-05&to=2026-10-05";
        var written = new Lazy<Task>(() => host.Scalar<long>($"""
            with told as (insert into audit.entry (id, recorded_at, actor_id, client_id, action, subject_kind, subject_id, province_code, commune_code, purpose)
              select gen_random_uuid(), '2026-10-05T03:00Z', 'door-arranger', 'door', 'door.trail', 'door', gen_random_uuid(), '{Places.Province}', commune, said
              from (values ('{Places.Own}', 'door-own-line'), ('{Places.Other}', '{canary.Replace("'", "''", StringComparison.Ordinal)}')) as line (commune, said) returning 1)
            select count(*) from told
            """));
        samples["GET /v1/audit-entries"] = new AccessSample(AreaRule.Filtered, async () =>
        {
            await written.Value;
            return Path;
        })
        { Shows = "door-own-line" };
        return samples;
    }
}
