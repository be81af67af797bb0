using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Base of every service's context: the audit trail, and the named filter <c>area</c> on every <see cref="IAreaBound"/> entity.</summary>
public abstract class AreaBoundContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Name of the filter that keeps rows of other areas out.</summary>
    public const string AreaFilter = "area";

    /// <summary>Areas of whoever uses this instance; nothing is visible until it is set.</summary>
    public AreaScope Area { get; set; } = AreaScope.None;

    /// <summary>Maps the service's own tables; called before filters are put on area-bound entities.</summary>
    protected abstract void MapTables(ModelBuilder modelBuilder);

    /// <inheritdoc />
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapTables(modelBuilder);
        modelBuilder.UseAudit();
        var filter = typeof(AreaBoundContext).GetMethod(nameof(Filter), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(type => typeof(IAreaBound).IsAssignableFrom(type.ClrType)).ToList())
            filter.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
    }

    private void Filter<TEntity>(ModelBuilder modelBuilder)
        where TEntity : class, IAreaBound
    {
        Expression<Func<TEntity, bool>> inside = row =>
            Area.IsNationwide || Area.Provinces.Contains(row.ProvinceCode) || Area.Communes.Contains(row.CommuneCode);
        modelBuilder.Entity<TEntity>().HasQueryFilter(AreaFilter, inside);
    }
}
