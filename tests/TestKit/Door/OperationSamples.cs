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
}
