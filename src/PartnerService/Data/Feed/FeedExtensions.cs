using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.PartnerService.Data.Feed;

/// <summary>Registers the feed.</summary>
public static class FeedExtensions
{
    /// <summary>Adds readers of the feed and the worker that keeps its days.</summary>
    public static IHostApplicationBuilder AddFeed(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<FeedOptions>().BindConfiguration("Feed").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => new FeedReader(services.GetRequiredService<NationwideSource>().Source, services.GetRequiredService<IOptions<FeedOptions>>().Value));
        builder.Services.AddSingleton<FeedSummary>();
        builder.Services.AddHostedService<FeedDays>();
        return builder;
    }
}
