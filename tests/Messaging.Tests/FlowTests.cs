using Microsoft.EntityFrameworkCore;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>The ordinary way of an event, through two services and back.</summary>
public sealed class FlowTests(FlowTests.Running stage) : IClassFixture<FlowTests.Running>
{
    [Fact]
    public async Task Decision_HasOneEffectAndOneAnswer()
    {
        var decided = await Stage.Decide(stage.Producer);
        await Eventually.Equals(1L, () => stage.Effects(decided.SubjectId));
        await Eventually.Equals(1L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.newest where subject_id = $1", decided.SubjectId));
        await Eventually.Equals(1L, () => Stage.Ask<long>(stage.ProducerData, "select count(*) from probe.answer where subject_id = $1", decided.SubjectId));
    }

    public sealed class Running : Stage
    {
        public Microsoft.AspNetCore.Builder.WebApplication Producer { get; private set; } = null!;

        public Microsoft.AspNetCore.Builder.WebApplication Consumer { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Producer = await StartProducer();
            Consumer = await StartConsumer();
        }
    }
}
